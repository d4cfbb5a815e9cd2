/** The wins of one movement. */
import type { Connection } from 'mongoose';
import type { WinFilter } from '../../../../schema/generated/movement.ts';
import { cardsFrom } from '../../../feed/publish/card-source.ts';
import { insert } from '../../../framework/mongo.ts';
import { type ListArgs, readList, type Scope } from '../../../framework/lists/list.ts';
import { list } from './win-list.ts';
import { newWin, winModel, type WinRow, type WinStory } from './win.ts';

/** @param organisation the id of whose wins they are */
export function winsOf(db: Connection, organisation: string) {
  const wins = winModel(db);
  return {
    cards: cardsFrom(wins, list),

    byIds: (ids: readonly string[]) => wins.find({ _id: { $in: ids } }).lean<WinRow[]>(),

    list: (args: ListArgs<WinFilter>, scope: Scope) => readList(wins, list, args, scope),

    /** Puts a new win on record. */
    async record(_id: string, { wonAt: startsAt, ...story }: WinStory): Promise<WinRow> {
      const win = newWin({ ...story, _id, organisation, startsAt, createdAt: new Date() });
      return insert(wins, win);
    },
  };
}
