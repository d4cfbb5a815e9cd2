/** What cites a thing: cards carry the ids that they cite, and one index leads from those to them. */
import type { Model } from 'mongoose';
import type { Organisation } from '../../../directory/organisations.ts';
import { all, among, type Filter } from '../../framework/lists/filter.ts';
import { rowsBy } from '../../framework/loaders.ts';
import { type Page, pageOf, type PageArgs, windowOf } from '../../framework/lists/page.ts';
import { beyond, sortOf } from '../../framework/lists/query.ts';
import type { Card } from '../../cards/card.ts';
import type { CardType } from '../../../schema/things.ts';
import { newestFirst } from '../../framework/lists/orders.ts';

/** What is asked of a list of citations. */
export interface CitationArgs extends PageArgs {
  types?: readonly CardType[] | null;
}

/** A card as far as its place in the list needs it. */
type Key = Pick<Card, '_id' | 'createdAt'>;

/** The cards that cite any of these, once for each that they cite, as a pipeline. */
const citing = (ids: readonly string[], baseFilter: Filter) => [
  { $match: { ...baseFilter, cites: { $in: [...ids] } } },
  { $project: { createdAt: 1, cites: 1 } },
  { $unwind: '$cites' },
  { $match: { cites: { $in: [...ids] } } },
];

/** Citations in the catalogue, by the id of what is cited. */
export function citationsIn(cards: Model<Card>) {
  return {
    /** For each of these ids the same page of what cites it, newest first: two commands in all. */
    async pages(
      ids: readonly string[],
      { types, ...args }: CitationArgs,
      owners: readonly Organisation[],
    ): Promise<Map<string, Page<Card>>> {
      const window = windowOf(newestFirst, args);
      const baseFilter = all(of(owners), among('type', types));
      const found = await cards.aggregate<{ _id: string; keys: Key[] }>([
        ...citing(ids, { ...baseFilter, ...beyond(newestFirst, window) }),
        { $sort: sortOf(newestFirst, window) },
        { $group: { _id: '$cites', keys: { $push: { _id: '$_id', createdAt: '$createdAt' } } } },
        { $project: { keys: { $slice: ['$keys', window.size + 1] } } },
      ]);
      const rows = await byIds(found.flatMap(({ keys }) => keys.map(({ _id }) => _id)));
      const keysOf = new Map(found.map(({ _id, keys }) => [_id, keys]));
      const counts = rowsBy((wanted) => count(wanted, baseFilter));
      return new Map(
        ids.map((id) => {
          const citers = (keysOf.get(id) ?? []).flatMap(({ _id }) => rows.get(_id) ?? []);
          const total = async () => (await counts.load(id)) ?? 0;
          return [id, pageOf(citers, window, newestFirst, total)];
        }),
      );
    },
  };

  async function byIds(ids: readonly string[]): Promise<Map<string, Card>> {
    if (ids.length === 0) return new Map();
    const found = await cards.find({ _id: { $in: [...new Set(ids)] } }).lean<Card[]>();
    return new Map(found.map((card) => [card._id, card]));
  }

  async function count(ids: readonly string[], baseFilter: Filter): Promise<Map<string, number>> {
    const found = await cards.aggregate<{ _id: string; count: number }>([
      ...citing(ids, baseFilter),
      { $group: { _id: '$cites', count: { $sum: 1 } } },
    ]);
    return new Map(found.map((one) => [one._id, one.count]));
  }
}

const of = (owners: readonly Organisation[]): Filter => ({
  organisation: { $in: owners.map(({ id }) => id) },
});
