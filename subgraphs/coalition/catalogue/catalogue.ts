/**
 * The catalogue: what the organisations share, in the coalition's own database. Lists, search and cards
 * come from here. Who fills it, the follower, only ever calls `apply` and `vanish`.
 */
import type { Connection, Model } from 'mongoose';
import type { Organisation } from '../../../directory/organisations.ts';
import type { CampaignCard } from '../../organisation/campaigns/campaign.ts';
import {
  CAMPAIGN_LIST,
  type CampaignFilterInput,
} from '../../organisation/campaigns/campaign-list.ts';
import type { EventCard } from '../../organisation/events/event.ts';
import type { EventFilterInput } from '../../organisation/events/event-filter.ts';
import { EVENT_LIST } from '../../organisation/events/event-list.ts';
import type { Entry } from '../../feed/protocol/entry.ts';
import type { IdeaCard } from '../../organisation/ideas/idea.ts';
import type { IdeaFilterInput } from '../../organisation/ideas/idea-filter.ts';
import { IDEA_LIST } from '../../organisation/ideas/idea-list.ts';
import { type ListArgs, readList, type Scope } from '../../framework/lists/list.ts';
import {
  PAPER_LIST,
  type PaperCard,
  type PaperFilterInput,
} from '../../kinds/think-tank/paper-list.ts';
import type { Card } from '../../cards/card.ts';
import type { CardType } from '../../../schema/things.ts';
import { cardModel } from './card-model.ts';
import { citationsIn } from './citations.ts';
import { SEARCH_LIST, type SearchArgs } from './search-list.ts';
import { createCardIndex } from '../similar/card-index.ts';
import { syncIndex } from '../similar/index-sync.ts';
import type { SearchOptions } from '../similar/search-options.ts';
import { findSimilarCards, type SimilarIdea } from '../similar/similar-cards.ts';
import type { Text } from '../similar/terms.ts';
import { applyEntries, vanishOlder } from './take-in.ts';

export type Catalogue = ReturnType<typeof catalogueOf>;

export function catalogueOf(db: Connection) {
  const cards = cardModel(db);
  /** The cards of one type, as what that type shows. */
  const showing = <Row>() => cards as unknown as Model<Row>;
  const byIds = <Row>(type: CardType, ids: readonly string[]) =>
    cards.find({ _id: { $in: ids }, type }).lean<Row[]>();
  const ideasByIds = (ids: readonly string[]) => byIds<IdeaCard>('IDEA', ids);
  const index = createCardIndex();
  const sync = syncIndex(cards, index);
  return {
    ideasByIds,
    eventsByIds: (ids: readonly string[]) => byIds<EventCard>('EVENT', ids),
    campaignsByIds: (ids: readonly string[]) => byIds<CampaignCard>('CAMPAIGN', ids),

    ideas: (args: ListArgs<IdeaFilterInput>, known: readonly Organisation[]) =>
      readList(showing<IdeaCard>(), IDEA_LIST, args, cardsOf(known, 'IDEA')),

    events: (args: ListArgs<EventFilterInput>, known: readonly Organisation[]) =>
      readList(showing<EventCard>(), EVENT_LIST, args, cardsOf(known, 'EVENT')),

    campaigns: (args: ListArgs<CampaignFilterInput>, known: readonly Organisation[]) =>
      readList(showing<CampaignCard>(), CAMPAIGN_LIST, args, cardsOf(known, 'CAMPAIGN')),

    papers: (args: ListArgs<PaperFilterInput>, known: readonly Organisation[]) =>
      readList(showing<PaperCard>(), PAPER_LIST, args, cardsOf(known, 'PAPER')),

    search: (args: SearchArgs, known: readonly Organisation[]) =>
      readList(cards, SEARCH_LIST, { ...args, filter: args }, cardsOf(known)),

    /** What cites things. */
    citations: citationsIn(cards),

    /** The ideas that are most like a text, best first; once all on record are known. */
    async like(text: Text, options: SearchOptions): Promise<SimilarIdea[]> {
      await sync.load();
      await sync.catchUp();
      return findSimilarCards(index, ideasByIds, text, options);
    },

    /**
     * Reads all ideas on record, to know which are alike; `apply` keeps up. It takes a while where there are many, so it
     * is begun at the start, and nothing but what needs it waits for it.
     */
    learn: sync.load,

    /**
     * Takes in entries of an organisation's feed, each in place of an older one of the same thing. What is no
     * longer shared leaves a mark behind, so that no entry that comes late brings it back.
     * @param generation how many times that feed was read from its start, this one included
     */
    async apply(entries: readonly Entry<Card>[], of: string, generation: number): Promise<void> {
      await applyEntries(cards, entries, of, generation);
      await sync.apply(entries, generation);
    },

    /** Whatever was taken in of an organisation's feed before this generation is shared no longer. */
    async vanish(of: string, generation: number): Promise<void> {
      await vanishOlder(cards, of, generation);
      await sync.removeOlder(of, generation);
    },
  };
}

/** The cards of organisations that are affiliates now, of one type or of all. */
const cardsOf = (known: readonly Organisation[], type?: CardType): Scope => ({
  known,
  within: { ...(type && { type }), organisation: { $in: known.map(({ id }) => id) } },
});
