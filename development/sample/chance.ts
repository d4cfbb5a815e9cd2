/** Chance that comes out the same every time: a small generator of random numbers, started by a text. */
import { createHash } from 'node:crypto';

/** Draws that depend on the seed and on nothing else. */
export interface Chance {
  /** At least 0, below 1. */
  fraction(): number;
  /** A whole number from `from` to `to`, both included. */
  integer(from: number, to: number): number;
  /** Whether something happens that happens this often: 0 never, 1 always. */
  happens(often: number): boolean;
  /** One of a list. @throws RangeError when the list is empty. */
  pick<Item>(list: readonly Item[]): Item;
  /** Some of a list, none twice, in a drawn order: `count` of them, or all where there are fewer. */
  some<Item>(list: readonly Item[], count: number): Item[];
  /** One of the names, each drawn as often as its weight says. */
  weigh<Name extends string>(weights: Readonly<Record<Name, number>>): Name;
}

/**
 * @param seed any text; the same text draws the same
 * @example chanceOf('a').integer(1, 6)
 */
export function chanceOf(seed: string): Chance {
  const fraction = mulberry32(createHash('sha256').update(seed).digest().readUInt32LE());
  const integer = (from: number, to: number) => from + Math.floor(fraction() * (to - from + 1));
  return {
    fraction,
    integer,
    happens: (often) => fraction() < often,
    pick<Item>(list: readonly Item[]): Item {
      if (list.length === 0) throw new RangeError('Expected a list to pick from, but got none.');
      return list[integer(0, list.length - 1)] as Item;
    },
    some: (list, count) => shuffled(list, integer).slice(0, count),
    weigh: (weights) => weighed(weights, fraction()),
  };
}

/**
 * Mulberry32 by Tommy Ettinger, in the public domain: 32 bits of state, a step a number, and good enough
 * for a sample. Not for secrets.
 */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The list in a drawn order (Fisher and Yates). */
function shuffled<Item>(
  list: readonly Item[],
  integer: (from: number, to: number) => number,
): Item[] {
  const drawn = [...list];
  for (let last = drawn.length - 1; last > 0; last -= 1) {
    const other = integer(0, last);
    [drawn[last], drawn[other]] = [drawn[other] as Item, drawn[last] as Item];
  }
  return drawn;
}

function weighed<Name extends string>(
  weights: Readonly<Record<Name, number>>,
  fraction: number,
): Name {
  const entries = Object.entries(weights) as [Name, number][];
  let left = fraction * entries.reduce((sum, [, weight]) => sum + weight, 0);
  const drawn = entries.find(([, weight]) => (left -= weight) < 0) ?? entries.at(-1);
  if (!drawn) throw new RangeError('Expected weights to draw by, but got none.');
  return drawn[0];
}
