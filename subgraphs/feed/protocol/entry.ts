/** What a feed consists of. */

/** One state of a thing: its card, or null from when it is shared no longer. */
export interface Entry<Card = unknown> {
  thing: string;
  version: number;
  card: Card | null;
}
