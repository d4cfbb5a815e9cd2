/** One field that leaves an organisation: what it is, by which way it leaves, to whom and why. */

/** The ways by which fields leave, each explained to people. */
export const WAYS = {
  card: 'On a card in the feed',
  feed: 'Around the card, in the lines and headers of the feed',
  answer: 'In an answer',
  caller: 'With a request to another organisation',
} as const;
export type Way = keyof typeof WAYS;

/** One line of the report. All texts but `name` are for people. */
export interface Leaf {
  /** The thing that it is of: `policy idea`. */
  thing: string;
  /** The part of the thing that it stands on; empty for the thing itself. */
  part: string;
  /** What it is called: `display name`. */
  field: string;
  /** What engineers call it: `Member.displayName`. */
  name: string;
  /** What it says, in a sentence. */
  says: string;
  way: Way;
  /** Completes "to …". */
  whom: string;
  why: string;
  /** Whether it is about a person. */
  personal: boolean;
}
