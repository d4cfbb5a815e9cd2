/** The polls of one union. */
import type { Connection } from 'mongoose';
import { cardsFrom } from '../../../feed/publish/card-source.ts';
import { newId } from '../../../framework/ids.ts';
import { type PageQuery, readPage } from '../../../framework/lists/query.ts';
import { pollModel, type PollRow } from './poll.ts';
import type { PollResults } from '../../../../schema/generated/enums.ts';

/** What a union asks its network. */
export interface PollQuestion {
  question: string;
  options: string[];
  closesAt: Date;
  results: PollResults;
}

/** @param organisation the id of whose polls they are */
export function pollsOf(db: Connection, organisation: string) {
  const polls = pollModel(db);
  return {
    cards: cardsFrom(polls, { type: 'POLL' }),

    byIds: (ids: readonly string[]) => polls.find({ _id: { $in: ids } }).lean<PollRow[]>(),

    page: (query: PageQuery) => readPage(polls, query),

    /** Puts a new poll on record. */
    async open({ question, options, closesAt, results }: PollQuestion): Promise<PollRow> {
      const now = new Date();
      const poll: PollRow = {
        _id: newId(organisation, 'poll'),
        organisation,
        title: question,
        summary: null,
        themes: [],
        area: null,
        options,
        results,
        startsAt: now,
        closesAt,
        createdAt: now,
      };
      await polls.create(poll);
      return poll;
    },
  };
}
