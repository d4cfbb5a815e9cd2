/** How entries of feeds become cards of the catalogue. */
import type { Model } from 'mongoose';
import type { LogEntry } from '../../feed/protocol/log-entry.ts';
import { FEED_COMMENT } from '../../feed/protocol/feed-comment.ts';
import { areDuplicates } from '../../framework/mongo.ts';
import type { Card } from '../../cards/card.ts';
import { isNewer } from '../../feed/protocol/feed-version.ts';
import type { FromFeed } from './card-model.ts';

interface Stored {
  _id: string;
  feed?: FromFeed;
}

/** Past the model: the cards are typed and checked, and a document of what is gone is to have no defaults. */
const collectionOf = (cards: Model<Card>) => cards.db.collection<Stored>(cards.collection.name);

/** How often entries are put in their place: each time that another process comes between, it brings one of them. */
const TRIES = 5;

/**
 * Puts each entry in place of an older one of the same thing: two commands, however many there are.
 * @param tries how often it is tried, where other processes put some there that were not there before
 */
export async function applyEntries(
  cards: Model<Card>,
  entries: readonly LogEntry<Card>[],
  of: string,
  generation: number,
  tries = TRIES,
): Promise<void> {
  const newest = newestOfEach(entries);
  if (newest.size === 0) return;
  const collection = collectionOf(cards);
  const stored = await collection
    .find({ _id: { $in: [...newest.keys()] } }, { projection: { feed: 1 }, ...FEED_COMMENT })
    .toArray();
  for (const { _id, feed } of stored) {
    const entry = newest.get(_id);
    if (entry && feed && !isNewer({ generation, version: entry.version }, feed)) newest.delete(_id);
  }
  if (newest.size === 0) return;
  const writes = [...newest.values()].map(({ thing: _id, version, card }) => ({
    replaceOne: {
      // Looked at again as it is written: another process may be ahead by now.
      filter: { _id, ...olderThan(generation, version) },
      replacement: { ...card, _id, feed: { of, generation, version } },
      upsert: true,
    },
  }));
  try {
    await collection.bulkWrite(writes, { ordered: false, ...FEED_COMMENT });
  } catch (error) {
    if (tries <= 1 || !areDuplicates(error)) throw error;
    // Another process inserted a card of the same thing since they were read above: of the same entry, a newer or an older.
    await applyEntries(cards, entries, of, generation, tries - 1);
  }
}

/** `isNewer` in MongoDB's words. A card from before there were feeds is older than all. */
const olderThan = (generation: number, version: number) => ({
  $or: [
    { feed: { $exists: false } },
    { 'feed.generation': { $lt: generation } },
    { 'feed.generation': generation, 'feed.version': { $lt: version } },
  ],
});

function newestOfEach(entries: readonly LogEntry<Card>[]): Map<string, LogEntry<Card>> {
  const newest = new Map<string, LogEntry<Card>>();
  for (const entry of entries)
    if ((newest.get(entry.thing)?.version ?? 0) < entry.version) newest.set(entry.thing, entry);
  return newest;
}

/** Prunes cards of earlier generations of a feed: leaves a tombstone in place of each. */
export async function pruneOlder(
  cards: Model<Card>,
  of: string,
  generation: number,
): Promise<void> {
  // One index leads to both: to those of the feed, and to cards from before there were feeds.
  const older = {
    $or: [
      { 'feed.of': of, 'feed.generation': { $lt: generation } },
      { 'feed.of': null, organisation: of },
    ],
  };
  const tombstone = { _id: '$_id', feed: { of, generation, version: { $literal: 0 } } };
  await collectionOf(cards).updateMany(older, [{ $replaceWith: tombstone }], FEED_COMMENT);
}
