/** The k best of many items, without sorting them all. */

export interface TopK<Item> {
  /** Whether an item with this score could be among the best. */
  couldEnter(score: number): boolean;
  offer(score: number, item: Item): void;
  /** The best items, in no order. */
  items(): Item[];
}

/**
 * Keeps the k best items that are offered, in a heap whose root is the worst of them.
 * @param before which of two items with the same score comes first, so that the order of the offers does not matter
 */
export function topK<Item>(k: number, before: (a: Item, b: Item) => boolean): TopK<Item> {
  type Scored = { score: number; item: Item };
  const heap: Scored[] = [];
  const isWorse = (a: Scored, b: Scored) =>
    a.score === b.score ? before(b.item, a.item) : a.score < b.score;
  const siftUp = (scored: Scored) => {
    let at = heap.length;
    heap.push(scored);
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above] as Scored;
      if (!isWorse(scored, parent)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = scored;
  };
  const siftDown = (scored: Scored) => {
    let at = 0;
    for (;;) {
      const [left, right] = [heap[2 * at + 1], heap[2 * at + 2]];
      const child = right && left && isWorse(right, left) ? 2 * at + 2 : 2 * at + 1;
      const below = heap[child];
      if (!below || !isWorse(below, scored)) break;
      heap[at] = below;
      at = child;
    }
    heap[at] = scored;
  };
  return {
    couldEnter: (score) => heap.length < k || score >= (heap[0]?.score ?? 0),
    offer(score, item) {
      const scored = { score, item };
      if (heap.length < k) siftUp(scored);
      else if (heap[0] && isWorse(heap[0], scored)) siftDown(scored);
    },
    items: () => heap.map(({ item }) => item),
  };
}
