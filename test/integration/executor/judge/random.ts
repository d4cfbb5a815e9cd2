/** Numbers that follow from a seed. */

/** A number from 0 to 2³² − 1 that follows from a text: FNV-1a, with the finalizer of MurmurHash3. */
export function hash(text: string): number {
  let state = 2_166_136_261;
  for (let at = 0; at < text.length; at += 1)
    state = Math.imul(state ^ text.charCodeAt(at), 16_777_619);
  state = Math.imul(state ^ (state >>> 16), 2_246_822_507);
  state = Math.imul(state ^ (state >>> 13), 3_266_489_909);
  return (state ^ (state >>> 16)) >>> 0;
}

/** A share from 0 to 1 that follows from a text. */
export const shareOf = (text: string): number => hash(text) / 2 ** 32;

/** A sequence of random choices. */
export interface Random {
  chance(share: number): boolean;
  /** A whole number below `end`. */
  below(end: number): number;
  pick<Item>(items: readonly Item[]): Item;
}

/** The sequence that follows from a seed: Mulberry32. */
export function randomOf(seed: string): Random {
  let state = hash(seed);
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number) => Math.floor(next() * end);
  return {
    below,
    chance: (share) => next() < share,
    pick: (items) => items[below(items.length)]!,
  };
}
