/** Sequences of answers to an invitation, and what they come to by the rule alone. */
import * as fc from 'fast-check';
import { type Guest } from '../../../subgraphs/organisation/events/event.ts';
import { RsvpAnswer } from '../../../schema/generated/enums.ts';

export const capacity = fc.option(fc.integer({ min: 1, max: 4 }), { nil: null });

/** Who answered what, in order; few people, so that many change their mind. */
export const answers = fc.array(
  fc.tuple(
    fc.constantFrom('Ann', 'Bob', 'Cy', 'Di', 'Ed', 'Flo', 'Gil'),
    fc.constantFrom<RsvpAnswer>('GOING', 'GOING', ...RsvpAnswer),
  ),
  { maxLength: 30 },
);

/** The list of guests after one more answer: the same answer keeps its place, another goes to the end. */
export function answered(
  guests: readonly Guest[],
  [person, answer]: [string, RsvpAnswer],
): Guest[] {
  if (guests.some((guest) => guest.person === person && guest.answer === answer))
    return [...guests];
  const others = guests.filter((guest) => guest.person !== person);
  return [...others, { id: `id of ${person}`, person, answer, at: new Date(0) }];
}
