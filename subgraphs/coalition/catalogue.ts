/**
 * The catalogue: what the organisations share, in the coalition's own database. Lists, search and cards
 * come from here. Who fills it, the follower, only ever calls `apply` and `vanish`.
 */
import type { Connection, Model } from 'mongoose';
import type { Order } from '../commons/cursor.ts';
import type { EventCard } from '../commons/events/event.ts';
import type { Entry } from '../commons/feed/log.ts';
import type { Filter } from '../commons/filter.ts';
import type { IdeaCard } from '../commons/ideas/idea.ts';
import { type Page, pageOf, type PageArgs, windowOf } from '../commons/page.ts';
import { beyond, type PageQuery, readPage, sortOf } from '../commons/query.ts';
import type { Card } from '../commons/shared.ts';
import { cardModel } from './card.ts';
import { applyEntries, vanishOlder } from './take-in.ts';

export type Catalogue = ReturnType<typeof catalogueOf>;

const bestFirst: Order = {
  name: 'best',
  keys: [
    { field: 'score', direction: -1, as: 'number' },
    { field: '_id', direction: 1, as: 'text' },
  ],
};

export function catalogueOf(db: Connection) {
  const cards = cardModel(db);
  const ideas = cards as unknown as Model<IdeaCard>;
  const events = cards as unknown as Model<EventCard>;
  return {
    ideasByIds: (ids: readonly string[]) =>
      cards.find({ _id: { $in: ids }, type: 'IDEA' }).lean<IdeaCard[]>(),

    eventsByIds: (ids: readonly string[]) =>
      cards.find({ _id: { $in: ids }, type: 'EVENT' }).lean<EventCard[]>(),

    ideas: ({ filter, ...query }: PageQuery): Promise<Page<IdeaCard>> =>
      readPage(ideas, { ...query, filter: ofType('IDEA', filter) }),

    events: ({ filter, ...query }: PageQuery): Promise<Page<EventCard>> =>
      readPage(events, { ...query, filter: ofType('EVENT', filter) }),

    /** The cards that match a text filter, best match first. */
    async search(filter: Filter, args: PageArgs): Promise<Page<Card>> {
      const window = windowOf(bestFirst, args);
      const rows = await cards.aggregate<Card>([
        { $match: filter },
        { $addFields: { score: { $meta: 'textScore' } } },
        { $match: beyond(bestFirst, window) },
        { $sort: sortOf(bestFirst, window) },
        { $limit: window.size + 1 },
      ]);
      return pageOf(rows, window, bestFirst, async () => cards.countDocuments(filter));
    },

    /**
     * Takes in entries of an organisation's feed, each in place of an older one of the same thing. What is no
     * longer shared leaves a mark behind, so that no entry that comes late brings it back.
     * @param generation how many times that feed was read from its start, this one included
     */
    apply: (entries: readonly Entry<Card>[], of: string, generation: number): Promise<void> =>
      applyEntries(cards, entries, of, generation),

    /** Whatever was taken in of an organisation's feed before this generation is shared no longer. */
    vanish: (of: string, generation: number): Promise<void> => vanishOlder(cards, of, generation),
  };
}

const ofType = (type: Card['type'], filter: Filter): Filter => ({ ...filter, type });
