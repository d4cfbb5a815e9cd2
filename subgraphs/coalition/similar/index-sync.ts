/**
 * Keeps the index of this process in sync with the stored cards, whichever process of the coalition stored them: it loads
 * all ideas once, and then follows the announcements of the others.
 */
import type { Model, QueryFilter } from 'mongoose';
import { memoized } from '../../../platform/async/memoize.ts';
import { singleFlight } from '../../../platform/async/single-flight.ts';
import type { Card } from '../../cards/card.ts';
import type { LogEntry } from '../../feed/protocol/log-entry.ts';
import { BEFORE_ALL, type FeedVersion } from '../../feed/protocol/feed-version.ts';
import { typeOf } from '../../framework/ids.ts';
import type { IdeaCard } from '../../organisation/ideas/idea.ts';
import { type Announcement, announcementsIn } from './announcements.ts';
import { type CardIndex, INDEXED_FIELDS, type IndexedCard } from './card-index.ts';

/** How many ideas are indexed at a time: between batches other requests are served. */
const BATCH = 100;

/** The stored card of an idea, or a tombstone of anything that is no longer shared, which has no `type`. */
type StoredCard = IndexedCard & { type?: 'IDEA'; feed?: FeedVersion };

export function syncIndex(cards: Model<Card>, index: CardIndex) {
  const log = announcementsIn(cards.db);
  /** The number up to which this process has read the announcements. */
  let readUpTo = 0;
  let isLoaded = false;

  async function indexStored(filter: QueryFilter<Card>): Promise<void> {
    const fields = [...INDEXED_FIELDS, 'type', 'feed'];
    const found = cards.find(filter).select(fields).lean<StoredCard>();
    for await (const one of found.cursor({ batchSize: BATCH })) {
      const version = one.feed ?? BEFORE_ALL;
      if (one.type) index.put(one, version);
      else index.remove(one._id, version);
    }
  }

  /** Indexes all stored ideas, and removes those that have a tombstone. */
  async function loadAll(): Promise<void> {
    const head = await log.head();
    await indexStored({ type: { $in: ['IDEA', null] } });
    readUpTo = head;
    isLoaded = true;
  }

  /** Reads the announced ideas that the index does not have in the announced version. */
  async function indexAnnounced(announcements: readonly Announcement[]): Promise<void> {
    const announced = announcements.flatMap(({ generation, ideas }) =>
      ideas.map(({ id, version }) => ({ id, version: { generation, version } })),
    );
    const missing = announced.filter(({ id, version }) => !index.isUpToDate(id, version));
    const ids = new Set(missing.map(({ id }) => id));
    if (ids.size > 0) await indexStored({ _id: { $in: [...ids] } });
    for (const { vanished, generation } of announcements)
      if (vanished !== null) index.prune(vanished, generation);
  }

  /** Reads the announcements up to now. It costs one look-up when nothing is new. */
  const catchUp = singleFlight(async () => {
    for (;;) {
      const page = await log.after(readUpTo);
      // Announcements after those that this process has read are dropped already.
      if (!page) {
        await loadAll();
        continue;
      }
      await indexAnnounced(page.announcements);
      readUpTo = page.upTo;
      if (!page.more) return;
    }
  });

  return {
    /** Indexes all stored ideas, once for all callers. */
    load: memoized(loadAll),

    catchUp,

    /** Indexes entries of a feed, whose cards are stored by now, and announces them. */
    async apply(entries: readonly LogEntry<Card>[], generation: number): Promise<void> {
      const ofIdeas = entries.filter(({ thing }) => typeOf(thing) === 'idea');
      if (ofIdeas.length === 0) return;
      for (const { thing, version, card } of ofIdeas)
        if (card) index.put(card as IdeaCard & Card, { generation, version });
        else index.remove(thing, { generation, version });
      const ideas = ofIdeas.map(({ thing: id, version }) => ({ id, version }));
      await log.publish({ generation, ideas, vanished: null });
      // A process that is never searched catches up here, before announcements that it has not read are dropped.
      if (isLoaded) await catchUp();
    },

    /** Prunes the ideas of an organisation that are of an older generation of its feed, and announces that. */
    async prune(organisation: string, generation: number): Promise<void> {
      index.prune(organisation, generation);
      await log.publish({ generation, ideas: [], vanished: organisation });
    },
  };
}
