import type { JsonLimits } from './json/scan.ts';
import type { OwnerRequest } from './owner.ts';

/** What an answer may have, by what was asked. */
export interface AnswerLimits extends JsonLimits {
  readonly bytes: number;
}

/** What was asked, as far as anybody knows. */
type MostAsked = Pick<OwnerRequest<unknown>, 'mostValues' | 'mostBytes'>;

/** The limits on answers, whatever was asked. */
export interface MostOfAnswers {
  /** How long an answer may be, in bytes. By default 8 MB. */
  readonly maxBytes?: number;
}

const KILOBYTE = 1024;

/** No operation asks for anything near it. Whoever reads an answer may descend into it. */
const DEPTH = 64;

/** A short answer may be anything: the errors for an item are longer than the item. */
const LEAST = { bytes: 256 * KILOBYTE, values: 20_000 } as const;

/** So many values are 40 MB as objects at the worst; an ordinary answer of 8 MB has half as many. */
const MOST_VALUES = 500_000;

/** Commas and brackets are counted for values, and there may be twice as many; twice that is no matter. */
const COUNTED_PER_VALUE = 4;

/**
 * What the answer to a request may have.
 * @param mostValues how many values the answer can have by what was asked; left out where nobody knows
 * @param mostBytes how long it can be by what was asked; left out where nobody knows
 * @example answerLimits({ mostBytes: 2_048 }).bytes // 2 KB beside 256 KB of whatever
 */
export function answerLimits(
  { mostValues = Infinity, mostBytes = Infinity }: MostAsked = {},
  { maxBytes = 8 * KILOBYTE * KILOBYTE }: MostOfAnswers = {},
): AnswerLimits {
  return {
    depth: DEPTH,
    bytes: Math.min(maxBytes, LEAST.bytes + mostBytes),
    values: Math.min(MOST_VALUES, LEAST.values + mostValues * COUNTED_PER_VALUE),
  };
}
