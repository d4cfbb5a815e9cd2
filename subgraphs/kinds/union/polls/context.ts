/** What resolvers are given to read and write polls, and votes in them. */
import type { Connection } from 'mongoose';
import type { Organisation } from '../../../../directory/organisations.ts';
import type { ContextWith } from '../../../framework/context.ts';
import { byId, rowsBy } from '../../../framework/loaders.ts';
import { pollsOf } from './polls.ts';
import { votesOf } from './vote.ts';

export const tables = (db: Connection, { id }: Organisation) => ({
  polls: pollsOf(db, id),
  votes: votesOf(db),
});

export const loaders = ({ polls, votes }: ReturnType<typeof tables>) => ({
  poll: byId(polls.byIds),
  option: byId(polls.optionsByIds),
  vote: byId(votes.byIds),
  /** How many chose which option of a poll. */
  voteCounts: rowsBy(votes.countsOf),
});

export type Context = ContextWith<typeof tables, typeof loaders>;
