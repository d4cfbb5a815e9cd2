/**
 * The catalogue: what the organisations share, in the coalition's own database. Lists, search and cards
 * come from here. Who fills it, the follower, only ever calls `apply` and `prune`.
 */
import type { Connection, Model } from 'mongoose';
import type { Organisation } from '../../../directory/organisations.ts';
import type { CardType } from '../../../schema/things.ts';
import type { Card } from '../../cards/card.ts';
import type { CardList } from '../../cards/card-list.ts';
import type { LogEntry } from '../../feed/protocol/log-entry.ts';
import {
  type Conditions,
  type ListArgs,
  readList,
  type Scope,
} from '../../framework/lists/list.ts';
import { CARD_LISTS } from '../../generated/card-lists.ts';
import type { IdeaCard } from '../../organisation/ideas/idea.ts';
import { createCardIndex } from '../similar/card-index.ts';
import { syncIndex } from '../similar/index-sync.ts';
import type { SearchOptions } from '../similar/search-options.ts';
import { findSimilarCards, type SimilarIdea } from '../similar/similar-cards.ts';
import type { Text } from '../similar/terms.ts';
import { cardModel } from './card-model.ts';
import { citationsIn } from './citations.ts';
import { SEARCH_LIST, type SearchArgs } from './search-list.ts';
import { applyEntries, pruneOlder } from './apply-entries.ts';

export type Catalogue = ReturnType<typeof catalogueOf>;

export function catalogueOf(db: Connection) {
  const cards = cardModel(db, CARD_LISTS);
  /** The cards of one type, as what that type shows. */
  const modelOf = <Row>() => cards as unknown as Model<Row>;
  const byIds = <Row = Card>(type: CardType, ids: readonly string[]) =>
    cards.find({ _id: { $in: ids }, type }).lean<Row[]>();
  const ideasByIds = (ids: readonly string[]) => byIds<IdeaCard>('IDEA', ids);
  const index = createCardIndex();
  const sync = syncIndex(cards, index);
  return {
    /** The cards of one type with these ids; one that is not there is left out. */
    byIds,

    /** A page of the cards of one type. */
    list: <Row extends object, Input extends Conditions>(
      list: CardList<Row, Input>,
      args: ListArgs<Input>,
      owners: readonly Organisation[],
    ) => readList(modelOf<Row>(), list, args, cardsOf(owners, list.type)),

    search: (args: SearchArgs, owners: readonly Organisation[]) =>
      readList(cards, SEARCH_LIST, { ...args, filter: args }, cardsOf(owners)),

    /** What cites things. */
    citations: citationsIn(cards),

    /** The ideas that are most like a text, best first; once all stored ideas are indexed. */
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
    async apply(entries: readonly LogEntry<Card>[], of: string, generation: number): Promise<void> {
      await applyEntries(cards, entries, of, generation);
      await sync.apply(entries, generation);
    },

    /** Removes cards of earlier generations of an organisation's feed: they are shared no longer. */
    async prune(of: string, generation: number): Promise<void> {
      await pruneOlder(cards, of, generation);
      await sync.prune(of, generation);
    },
  };
}

/** The cards of organisations that are affiliates now, of one type or of all. */
const cardsOf = (owners: readonly Organisation[], type?: CardType): Scope => ({
  owners,
  baseFilter: { ...(type && { type }), organisation: { $in: owners.map(({ id }) => id) } },
});
