import { LRUCache } from 'lru-cache';

/** What was made of texts, by their text: `cache.memo(text, { context: make })` makes it where it is not kept. */
export type TextCache<Value extends object> = LRUCache<string, Value, () => Value>;

/**
 * A cache that forgets what was least recently used. It is bounded by the characters of its keys: here the keys are
 * query texts, and what is kept for a text grows with the text.
 */
export const textCache = <Value extends object>(maxCharacters: number): TextCache<Value> =>
  new LRUCache({
    maxSize: maxCharacters,
    sizeCalculation: (_value, text) => text.length,
    memoMethod: (_text, _stale, { context: make }) => make(),
  });
