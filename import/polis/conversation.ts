/** A Polis conversation, as its export tells it. */
import type { Vote } from '../../subgraphs/organisation/ideas/position.ts';

/** Whether moderators show a comment: 1 shown, 0 not looked at yet, -1 left out. */
export type Moderated = 1 | 0 | -1;

/** A statement that participants vote on. */
export interface PolisComment {
  /** Its number in the conversation. */
  id: string;
  /** The participant who wrote it; null when the export does not say. */
  author: string | null;
  at: Date;
  moderated: Moderated;
  text: string;
}

/** All votes on a comment: those of each voter in the order in which they were cast. */
export type VotesByVoter = Map<string, Vote[]>;

export interface Conversation {
  /** Its web address, or the name of the export's folder where it has none. */
  source: string;
  comments: PolisComment[];
  /** The votes on each comment that has some, by the comment's number. */
  votes: Map<string, VotesByVoter>;
}
