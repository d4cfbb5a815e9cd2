/** Answers of owners that do not keep to their contract. */
import type { Random } from './random.ts';

const WRONG: readonly unknown[] = [
  null,
  undefined,
  'x',
  7,
  -1.5,
  true,
  [],
  {},
  [null],
  { __typename: 'Idea', id: 'x' },
  // What it is as a text, it does not say.
  { toString: 1 },
];

/** The path of an error has few keys beside the values of data, so each is another as many times as often. */
const PATH_TIMES = 20;

/** A copy of an answer in which some values are others, or are missing. */
export function garble(value: unknown, random: Random, share: number): unknown {
  if (random.chance(share)) return random.pick(WRONG);
  if (Array.isArray(value)) return value.map((item) => garble(item, random, share));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => [
    key,
    garble(one, random, key === 'path' ? share * PATH_TIMES : share),
  ]);
  return Object.fromEntries(entries);
}
