/** How many rows an import added, changed and left unchanged. */
export interface Changes {
  added: number;
  changed: number;
  unchanged: number;
}

export const NO_CHANGES: Changes = { added: 0, changed: 0, unchanged: 0 };

export const sumOf = (one: Changes, other: Changes): Changes => ({
  added: one.added + other.added,
  changed: one.changed + other.changed,
  unchanged: one.unchanged + other.unchanged,
});

/** Splits a list into batches of at most this size. */
export function* batchesOf<Item>(list: readonly Item[], size: number): Generator<Item[]> {
  for (let from = 0; from < list.length; from += size) yield list.slice(from, from + size);
}
