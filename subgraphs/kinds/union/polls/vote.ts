/**
 * The votes in a union's polls: one document for a member and a poll. They are counted, or read back to
 * the one who cast them, and shown to nobody else.
 */
import type { Connection } from 'mongoose';
import { type PersonalRows, personKey } from '../../../framework/personal.ts';
import { isDuplicate } from '../../../framework/mongo.ts';
import { modelOf, schemaOf } from '../../../framework/row-schema.ts';

/** One member's vote that stands. */
export interface VoteRow {
  /** `<poll>|<person>`, so that a member has one vote in a poll. */
  _id: string;
  poll: string;
  person: string;
  /** The number of the option: `1`, `2`… */
  option: string;
  at: Date;
}

/** How many chose each option of a poll, by the option's number; what nobody chose is not in it. */
export type VoteCounts = ReadonlyMap<string, number>;

export const voteId = (poll: string, person: string): string => `${poll}|${person}`;

/** A member's vote, with the id that theirs always has in a poll. */
export const newVote = (given: Omit<VoteRow, '_id'>): VoteRow => ({
  _id: voteId(given.poll, given.person),
  ...given,
});

const voteSchema = schemaOf({
  _id: String,
  poll: String,
  person: personKey,
  option: String,
  at: Date,
}).index({ poll: 1, option: 1 });

/** The collection of votes of one union. */
export const voteModel = (db: Connection) => modelOf<VoteRow>(db, 'Vote', voteSchema, 'votes');

/** A vote is its voter's own secret: nobody else reads it. */
export const ofVotes: PersonalRows = {
  collection: 'votes',
  keys: ['person'],
  fields: ['_id', 'poll', 'person', 'option', 'at'],
  impersonal: [],
  answers: ['Poll.viewerVote'],
  purpose: 'Counting: each member has one vote, and may change it while the poll is open.',
  kept: 'As long as the poll.',
  erasure: 'The vote stays in the counts, as one of nobody known.',
};

interface Counted {
  _id: { poll: string; option: string };
  votes: number;
}

/** Tables of votes: what is asked of them and what is done to them. */
export function votesOf(db: Connection) {
  const votes = voteModel(db);
  return {
    byIds: (ids: readonly string[]) => votes.find({ _id: { $in: ids } }).lean<VoteRow[]>(),

    /** The counts of these polls, in one command; a poll without a vote is not in it. */
    countsOf: async (polls: readonly string[]): Promise<Map<string, VoteCounts>> => {
      const counted = await votes.aggregate<Counted>([
        { $match: { poll: { $in: [...polls] } } },
        { $group: { _id: { poll: '$poll', option: '$option' }, votes: { $sum: 1 } } },
      ]);
      return byPoll(counted);
    },

    /** Casts a vote in place of an earlier one. */
    async cast(poll: string, person: string, option: string): Promise<void> {
      const { _id, ...vote } = newVote({ poll, person, option, at: new Date() });
      const write = () => votes.updateOne({ _id }, { $set: vote }, { upsert: true });
      try {
        await write();
      } catch (error) {
        // Two first votes of one member met: the row is there now, so the second try finds it.
        if (!isDuplicate(error)) throw error;
        await write();
      }
    },
  };
}

function byPoll(counted: readonly Counted[]): Map<string, VoteCounts> {
  const counts = new Map<string, Map<string, number>>();
  for (const { _id, votes } of counted) {
    const ofPoll = counts.get(_id.poll) ?? new Map<string, number>();
    counts.set(_id.poll, ofPoll.set(_id.option, votes));
  }
  return counts;
}
