/** The wins of one movement. */
import type { Connection } from 'mongoose';
import { cardsFrom } from '../../../feed/publish/card-source.ts';
import { insert } from '../../../framework/mongo.ts';
import { type PageQuery, readPage } from '../../../framework/lists/query.ts';
import { newWin, winModel, type WinRow, type WinStory } from './win.ts';

/** @param organisation the id of whose wins they are */
export function winsOf(db: Connection, organisation: string) {
  const wins = winModel(db);
  return {
    cards: cardsFrom(wins, { type: 'WIN' }),

    byIds: (ids: readonly string[]) => wins.find({ _id: { $in: ids } }).lean<WinRow[]>(),

    page: (query: PageQuery) => readPage(wins, query),

    /** Puts a new win on record. */
    async record(_id: string, { wonAt: startsAt, ...story }: WinStory): Promise<WinRow> {
      const win = newWin({ ...story, _id, organisation, startsAt, createdAt: new Date() });
      return insert(wins, win);
    },
  };
}
