/** What the union's resolvers are given beside what every organisation's are. */
import type { Connection } from 'mongoose';
import type { KindContext } from '../../organisation/kind.ts';
import { byId, rowsBy } from '../../framework/loaders.ts';
import { type Polls, pollsOf } from './poll.ts';
import { type Votes, votesOf } from './vote.ts';

export interface Tables {
  polls: Polls;
  votes: Votes;
}

export const tables = (db: Connection): Tables => ({ polls: pollsOf(db), votes: votesOf(db) });

export const loaders = ({ polls, votes }: Tables) => ({
  poll: byId(polls.byIds),
  vote: byId(votes.byIds),
  /** How many chose which option of a poll. */
  voteCounts: rowsBy(votes.countsOf),
});

export type Context = KindContext<Tables, ReturnType<typeof loaders>>;
