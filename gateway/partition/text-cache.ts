import { LRUCache } from 'lru-cache';

/** Values by the text that they were made of. `cache.memo(text, { context: make })` makes a value that is not kept. */
export type TextCache<Value extends object> = LRUCache<string, Value, () => Value>;

/**
 * A cache that evicts the least recently used value. Its bound is the number of characters of its keys, as the value of a
 * text, such as a query or an address, grows with the text.
 * @example textCache<Operation>(2_000_000).memo(text, { context: () => readOperation(text) })
 */
export const textCache = <Value extends object>(maxCharacters: number): TextCache<Value> =>
  new LRUCache({
    maxSize: maxCharacters,
    sizeCalculation: (_value, text) => text.length,
    memoMethod: (_text, _stale, { context: make }) => make(),
  });
