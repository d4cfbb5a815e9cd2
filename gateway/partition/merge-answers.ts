import type { GraphQLFormattedError } from 'graphql';
import { copyOf, isAnswerTo, put, valueAt } from './answer.ts';
import { answeredErrors, silentErrors } from './owner-errors.ts';
import type { Missing, Silence } from './owner-errors.ts';
import type { OwnerAnswer } from './owner.ts';
import type { PlacedField, Share } from './place.ts';

/** What came back for a share: an answer, or why there is none. */
export interface Outcome {
  readonly share: Share;
  readonly answer: OwnerAnswer | Silence;
}

export interface MergedAnswer {
  readonly data: Record<string, unknown>;
  readonly errors: GraphQLFormattedError[];
}

/** Puts what the owners answered where the fetch wants it; what nobody answered stays as it was placed. */
export function mergeAnswers(
  fields: readonly PlacedField[],
  outcomes: readonly Outcome[],
  missing: Missing,
): MergedAnswer {
  // Without a prototype, since an alias may be any name: "__proto__" too.
  const data: Record<string, unknown> = Object.create(null);
  for (const { key, blank } of fields) data[key] = blank;
  const errors = fields.flatMap((field) => field.errors);
  for (const { share, answer } of outcomes) {
    if (typeof answer === 'string' || !isAnswerTo(share, answer)) {
      const silence = typeof answer === 'string' ? answer : 'unavailable';
      errors.push(...silentErrors(share, missing, silence));
      continue;
    }
    seatAnswers(data, share, answer);
    errors.push(...answeredErrors(share, answer, missing));
  }
  return { data, errors };
}

function seatAnswers(data: Record<string, unknown>, { places }: Share, answer: OwnerAnswer): void {
  for (const place of places) {
    const value = valueAt(answer, place);
    for (const [nth, seat] of place.seats.entries())
      put(data, seat, nth === 0 ? value : copyOf(value));
  }
}
