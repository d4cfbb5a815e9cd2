/**
 * The catalogue: what the organisations share, in the coalition's own database. Lists, search and cards
 * come from here. Who fills it (for now the gatherer, later the feed) only ever calls `apply`.
 */
import type { Connection, Model } from 'mongoose';
import type { Organisation } from '../../directory/organisations.ts';
import type { CampaignCard } from '../commons/campaigns/campaign.ts';
import { CAMPAIGN_LIST, type CampaignFilterInput } from '../commons/campaigns/campaign-list.ts';
import type { EventCard } from '../commons/events/event.ts';
import type { EventFilterInput } from '../commons/events/event-filter.ts';
import { EVENT_LIST } from '../commons/events/event-list.ts';
import type { IdeaCard } from '../commons/ideas/idea.ts';
import type { IdeaFilterInput } from '../commons/ideas/idea-filter.ts';
import { IDEA_LIST } from '../commons/ideas/idea-list.ts';
import { type ListArgs, readList, type Scope } from '../commons/lists/list.ts';
import { isDuplicate } from '../commons/mongo.ts';
import { PAPER_LIST, type PaperCard, type PaperFilterInput } from '../commons/papers/paper-list.ts';
import type { Card, CardType } from '../commons/shared.ts';
import { cardModel } from './card.ts';
import { citationsIn } from './citations.ts';
import { SEARCH_LIST, type SearchArgs } from './search-list.ts';
import { type AlikeIdea, alikeIdeas } from './similar/alike.ts';
import type { Wanted } from './similar/idea-index.ts';
import { createKnownIdeas, KNOWN_FIELDS } from './similar/known-ideas.ts';
import type { Text } from './similar/terms.ts';

export type Catalogue = ReturnType<typeof catalogueOf>;

export function catalogueOf(db: Connection) {
  const cards = cardModel(db);
  /** The cards of one type, as what that type shows. */
  const of = <Row>() => cards as unknown as Model<Row>;
  const byIds = <Row>(type: CardType, ids: readonly string[]) =>
    cards.find({ _id: { $in: ids }, type }).lean<Row[]>();
  const ideasByIds = (ids: readonly string[]) => byIds<IdeaCard>('IDEA', ids);
  const alike = createKnownIdeas();
  return {
    ideasByIds,
    eventsByIds: (ids: readonly string[]) => byIds<EventCard>('EVENT', ids),
    campaignsByIds: (ids: readonly string[]) => byIds<CampaignCard>('CAMPAIGN', ids),

    ideas: (args: ListArgs<IdeaFilterInput>, known: readonly Organisation[]) =>
      readList(of<IdeaCard>(), IDEA_LIST, args, cardsOf(known, 'IDEA')),

    events: (args: ListArgs<EventFilterInput>, known: readonly Organisation[]) =>
      readList(of<EventCard>(), EVENT_LIST, args, cardsOf(known, 'EVENT')),

    campaigns: (args: ListArgs<CampaignFilterInput>, known: readonly Organisation[]) =>
      readList(of<CampaignCard>(), CAMPAIGN_LIST, args, cardsOf(known, 'CAMPAIGN')),

    papers: (args: ListArgs<PaperFilterInput>, known: readonly Organisation[]) =>
      readList(of<PaperCard>(), PAPER_LIST, args, cardsOf(known, 'PAPER')),

    search: (args: SearchArgs, known: readonly Organisation[]) =>
      readList(cards, SEARCH_LIST, { ...args, filter: args }, cardsOf(known)),

    /** What cites things. */
    citations: citationsIn(cards),

    /** The ideas that are most like a text, best first. */
    like: (text: Text, wanted: Wanted): Promise<AlikeIdea[]> =>
      alikeIdeas(alike, ideasByIds, text, wanted),

    /** Reads all ideas on record, to know which are alike. To be called at the start; `apply` keeps up. */
    async learn(): Promise<void> {
      const stored = of<IdeaCard>().find({ type: 'IDEA' }).select(KNOWN_FIELDS).lean<IdeaCard>();
      for await (const idea of stored.cursor()) alike.learn(idea);
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
      for (const card of newer) if (card.type === 'IDEA') alike.learn(card as IdeaCard & Card);
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

/** The cards of organisations that are affiliates now, of one type or of all. */
const cardsOf = (known: readonly Organisation[], type?: CardType): Scope => ({
  known,
  within: { ...(type && { type }), organisation: { $in: known.map(({ id }) => id) } },
});
