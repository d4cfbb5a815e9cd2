import type { JsonLimits } from './json/scan.ts';

/** What an answer may have, by what was asked. */
export interface AnswerLimits extends JsonLimits {
  readonly bytes: number;
}

/** The limits on answers, whatever was asked. */
export interface MostOfAnswers {
  /** How long an answer may be, in bytes. By default 8 MB. */
  readonly maxBytes?: number;
  /** How long one value of it may be, in bytes. By default 64 KB: 20,000 characters of any script. */
  readonly maxBytesPerValue?: number;
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
 * @param mostValues how many values the answer can have by what was asked; undefined where nobody knows
 * @example answerLimits(10).bytes // 10 values of 64 KB beside 256 KB of whatever
 */
export function answerLimits(
  mostValues = Infinity,
  { maxBytes = 8 * KILOBYTE * KILOBYTE, maxBytesPerValue = 64 * KILOBYTE }: MostOfAnswers = {},
): AnswerLimits {
  return {
    depth: DEPTH,
    bytes: Math.min(maxBytes, LEAST.bytes + mostValues * maxBytesPerValue),
    values: Math.min(MOST_VALUES, LEAST.values + mostValues * COUNTED_PER_VALUE),
  };
}
