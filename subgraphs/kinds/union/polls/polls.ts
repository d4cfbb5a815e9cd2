/** The polls of one union. */
import type { Connection } from 'mongoose';
import type { PollFilter } from '../../../../schema/generated/union.ts';
import { cardsFrom } from '../../../feed/publish/card-source.ts';
import { insert } from '../../../framework/mongo.ts';
import { givePartIds, partsByIds } from '../../../framework/parts.ts';
import { type ListArgs, readList, type Scope } from '../../../framework/lists/list.ts';
import { list } from './poll-list.ts';
import { choicesOf, newPoll, pollModel, type PollQuestion, type PollRow } from './poll.ts';

/** @param organisation the id of whose polls they are */
export function pollsOf(db: Connection, organisation: string) {
  const polls = pollModel(db);
  return {
    cards: cardsFrom(polls, list),

    byIds: (ids: readonly string[]) => polls.find({ _id: { $in: ids } }).lean<PollRow[]>(),

    optionsByIds: (ids: readonly string[]) => partsByIds(polls, ids, choicesOf),

    /** Gives ids to the options of polls from before they had any. */
    repair: () => givePartIds(polls, choicesOf),

    list: (args: ListArgs<PollFilter>, scope: Scope) => readList(polls, list, args, scope),

    /** Puts a new poll on record. */
    async open(_id: string, { question: title, ...given }: PollQuestion): Promise<PollRow> {
      const poll = newPoll({ ...given, _id, organisation, title, createdAt: new Date() });
      return insert(polls, poll);
    },
  };
}
