/** One entry of an organisation's log: the state of one shared thing as of one version. */
export interface LogEntry<Card = unknown> {
  /** Id of the thing. */
  thing: string;
  /** Goes up with each write of the thing; of two entries of a thing, the one with the higher version counts. */
  version: number;
  /** What lists show of the thing; null for a tombstone, which says that the thing is no longer shared. */
  card: Card | null;
}
