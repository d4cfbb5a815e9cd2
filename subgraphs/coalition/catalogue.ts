/**
 * The catalogue: what the organisations share, in the coalition's own database. Lists, search and cards
 * come from here. Who fills it (for now the gatherer, later the feed) only ever calls `apply`.
 */
import type { Connection, Model } from 'mongoose';
import type { Order } from '../commons/cursor.ts';
import type { EventCard } from '../commons/events/event.ts';
import type { Filter } from '../commons/filter.ts';
import type { IdeaCard } from '../commons/ideas/idea.ts';
import { isDuplicate } from '../commons/mongo.ts';
import { type Page, pageOf, type PageArgs, windowOf } from '../commons/page.ts';
import { beyond, type PageQuery, readPage, sortOf } from '../commons/query.ts';
import type { Card } from '../commons/shared.ts';
import { cardModel } from './card.ts';
import { type AlikeIdea, alikeIdeas } from './similar/alike.ts';
import type { Wanted } from './similar/idea-index.ts';
import { createKnownIdeas, KNOWN_FIELDS } from './similar/known-ideas.ts';
import type { Text } from './similar/terms.ts';

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
  const known = createKnownIdeas();
  const ideasByIds = (ids: readonly string[]) =>
    cards.find({ _id: { $in: ids }, type: 'IDEA' }).lean<IdeaCard[]>();
  return {
    ideasByIds,

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

    /** The ideas that are most like a text, best first. */
    like: (text: Text, wanted: Wanted): Promise<AlikeIdea[]> =>
      alikeIdeas(known, ideasByIds, text, wanted),

    /** Reads all ideas on record, to know which are alike. To be called at the start; `apply` keeps up. */
    async learn(): Promise<void> {
      const stored = ideas.find({ type: 'IDEA' }).select(KNOWN_FIELDS).lean<IdeaCard>();
      for await (const idea of stored.cursor()) known.learn(idea);
    },

    /** Puts cards on record, each in place of an older one of the same thing. */
    async apply(newer: readonly Card[]): Promise<void> {
      if (newer.length === 0) return;
      const writes = newer.map((card) => {
        const filter = { _id: card._id, changedAt: { $lt: card.changedAt } };
        return { replaceOne: { filter, replacement: card, upsert: true } };
      });
      await cards.bulkWrite(writes, { ordered: false }).catch((error: unknown) => {
        // Another process of the coalition had put the same card on record, or a newer one.
        if (!isDuplicate(error)) throw error;
      });
      for (const card of newer) if (card.type === 'IDEA') known.learn(card as IdeaCard & Card);
    },

    /** When each organisation last wrote any of its cards. */
    async newest(): Promise<Map<string, Date>> {
      const found = await cards.aggregate<{ _id: string; newest: Date }>([
        { $group: { _id: '$organisation', newest: { $max: '$changedAt' } } },
      ]);
      return new Map(found.map(({ _id, newest }) => [_id, newest]));
    },

    /** When each of these cards was last written by its owner. */
    async versions(ids: readonly string[]): Promise<Map<string, number>> {
      const found = await cards
        .find({ _id: { $in: ids } })
        .select('changedAt')
        .lean();
      return new Map(found.map(({ _id, changedAt }) => [_id, changedAt.getTime()]));
    },
  };
}

const ofType = (type: Card['type'], filter: Filter): Filter => ({ ...filter, type });
