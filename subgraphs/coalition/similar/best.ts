/** The best of many, without sorting them all. */

export interface Best<Item> {
  /** Whether one with this score could be among the best. */
  wants(score: number): boolean;
  offer(score: number, item: Item): void;
  /** The best, in no order. */
  kept(): Item[];
}

/**
 * Keeps the best `most` of what is offered: a heap whose root is the worst of them.
 * @param before which of two with the same score comes first, so that the order of offers means nothing
 */
export function bestOf<Item>(most: number, before: (a: Item, b: Item) => boolean): Best<Item> {
  type Kept = { score: number; item: Item };
  const heap: Kept[] = [];
  const worse = (a: Kept, b: Kept) =>
    a.score === b.score ? before(b.item, a.item) : a.score < b.score;
  const rise = (kept: Kept) => {
    let at = heap.length;
    heap.push(kept);
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above] as Kept;
      if (!worse(kept, parent)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = kept;
  };
  const sink = (kept: Kept) => {
    let at = 0;
    for (;;) {
      const [left, right] = [heap[2 * at + 1], heap[2 * at + 2]];
      const child = right && left && worse(right, left) ? 2 * at + 2 : 2 * at + 1;
      const below = heap[child];
      if (!below || !worse(below, kept)) break;
      heap[at] = below;
      at = child;
    }
    heap[at] = kept;
  };
  return {
    wants: (score) => heap.length < most || score >= (heap[0]?.score ?? 0),
    offer(score, item) {
      const kept = { score, item };
      if (heap.length < most) rise(kept);
      else if (heap[0] && worse(heap[0], kept)) sink(kept);
    },
    kept: () => heap.map(({ item }) => item),
  };
}
