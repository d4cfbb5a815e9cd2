/** Which of two things that were said of one thing is the newer, whatever order they come in. */

/** Which entry of whose feed a document is as of. What is shared no longer keeps this alone, and no list finds it. */
export interface FromFeed {
  of: string;
  /** How many times that feed was read from its start, this one included. */
  generation: number;
  version: number;
}

/** As of when something was said: in which reading of a feed, and in which version of the thing. */
export type Age = Pick<FromFeed, 'generation' | 'version'>;

/** Older than all that a feed says. */
export const BEFORE_ALL: Age = { generation: 0, version: 0 };

export const isNewer = (one: Age, other: Age): boolean =>
  one.generation > other.generation ||
  (one.generation === other.generation && one.version > other.version);
