/** A Polis conversation, as it is in an export. */
import type { Vote } from '../../subgraphs/organisation/ideas/position.ts';

/** The decision of moderators on a comment: 1 accepted, 0 not decided yet, -1 rejected. */
export type Moderated = 1 | 0 | -1;

/** A statement that participants vote on. */
export interface PolisComment {
  /** Its number in the conversation. */
  id: string;
  /** The number of the participant who wrote it; null where the export has none. */
  author: string | null;
  at: Date;
  moderated: Moderated;
  text: string;
}

/** The votes on a comment by voter, in the order in which they were cast. */
export type VotesByVoter = Map<string, Vote[]>;

export interface Conversation {
  /** The web address of the conversation, or the name of the export's folder where it has none. */
  source: string;
  comments: PolisComment[];
  /** The votes on each comment that has votes, by the comment's number. */
  votes: Map<string, VotesByVoter>;
}
