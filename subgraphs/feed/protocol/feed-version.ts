/** The order of the states of a shared thing, however late or in whatever order they are read. */

/** Which state of a thing a feed gave. */
export interface FeedVersion {
  /** How many times the feed was read from its start by then: a later generation supersedes every earlier one. */
  generation: number;
  /** The version of the thing, as its organisation counts. */
  version: number;
}

/** Older than every state that a feed gives. */
export const BEFORE_ALL: FeedVersion = { generation: 0, version: 0 };

export const isNewer = (one: FeedVersion, other: FeedVersion): boolean =>
  one.generation > other.generation ||
  (one.generation === other.generation && one.version > other.version);
