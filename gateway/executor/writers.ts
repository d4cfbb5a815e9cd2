import { LRUCache } from 'lru-cache';
import type { Writer } from './completion/writer.ts';

/** How many characters of code all writers may have: a writer of 40,000 characters takes some 200 KB. */
const MOST_CHARACTERS = 3_000_000;
const MOST_SHAPES = 1_000;

/** An operation's shape: seen once, or with the writer, which is null where it would take too much code. */
type Seen = { readonly writer: Writer | null | undefined };

/** The writers of operations, by their shapes. */
export interface Writers {
  /**
   * The writer of a shape; null where there is none. It is compiled when the shape is seen for the second time, since
   * many operations are seen once only.
   */
  find(shape: string, compile: () => Writer | null): Writer | null;
}

/**
 * A bounded cache of writers.
 * @example createWriters().find(shape, () => compileWriter(selection, scope, {}))
 */
export function createWriters(): Writers {
  const seen = new LRUCache<string, Seen>({
    max: MOST_SHAPES,
    maxSize: MOST_CHARACTERS,
    sizeCalculation: ({ writer }, shape) => shape.length + (writer?.size ?? 0),
  });
  return {
    find(shape, compile) {
      const entry = seen.get(shape);
      if (entry?.writer !== undefined) return entry.writer;
      const writer = entry ? compile() : undefined;
      seen.set(shape, { writer });
      return writer ?? null;
    },
  };
}
