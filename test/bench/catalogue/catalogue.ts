/** The catalogue and its follower, in a process of their own. */
import { list as ideaList } from '../../../subgraphs/organisation/ideas/idea-list.ts';
import { setTimeout as after } from 'node:timers/promises';
import type { Connection } from 'mongoose';
import type { DatabaseAddress } from '../../../directory/addresses.ts';
import type { Organisation } from '../../../directory/organisations.ts';
import { assertionsBy } from '../../../identity/assertion.ts';
import { newSigningKey, signingKeys } from '../../../identity/signing-keys.ts';
import { cardFrom } from '../../../subgraphs/coalition/catalogue/card-from.ts';
import { type Catalogue, catalogueOf } from '../../../subgraphs/coalition/catalogue/catalogue.ts';
import { createFeedClient } from '../../../subgraphs/feed/follow/client.ts';
import { createFollower, type Follower } from '../../../subgraphs/feed/follow/follower.ts';
import { followRecords } from '../../../subgraphs/feed/follow/records.ts';
import { connect } from '../../../subgraphs/framework/mongo.ts';
import { load } from '../../support/load.ts';
import { until } from '../../support/until.ts';
import { askAround } from './asking-around.ts';
import { entryOf } from './cards.ts';
import { type Cost, countingOn } from './examined.ts';
import { organisationsOf, sharesOf } from '../measuring/organisations.ts';
import { type Listing, listings } from './pages.ts';
import { serveRole } from '../measuring/role.ts';
import { similar } from './similar.ts';
import type { Size } from './size.ts';
import { timed, type Timing, timingOf } from '../measuring/timing.ts';
import { wordsOf } from './words.ts';

let size: Size;
let db: Connection;
let owners: Organisation[];
let catalogue: Catalogue;
let lists: Listing[];
let costOf: ReturnType<typeof countingOn>;
let follower: Follower;
/** How many cards of each organisation were applied by `applyTo`. */
let applied: number[] = [];

/** As many as the follower puts into the catalogue at a time. */
const BATCH = 500;
const LONG_MS = 3_600_000;
const COUNT_EVERY_MS = 2_000;

async function open({ address, ...of }: Size & { address: DatabaseAddress }): Promise<void> {
  size = of;
  owners = organisationsOf(size);
  db = await connect(address, 'coalition', { monitorCommands: true });
  catalogue = catalogueOf(db);
  await Promise.all(Object.values(db.models).map((model) => model.createIndexes()));
  lists = listings(owners, wordsOf(size));
  costOf = countingOn(db);
}

/** Applies cards up to this share of each organisation's; answers how many, and how many a second. */
async function applyTo(share: number): Promise<{ cards: number; aSecond: number }> {
  const shares = sharesOf(size).map((cards) => Math.ceil(cards * share));
  let [cards, tookMs] = [0, 0];
  for (const [at, { id }] of owners.entries())
    for (let from = applied[at] ?? 0; from < (shares[at] ?? 0); from += BATCH) {
      const count = Math.min(BATCH, (shares[at] ?? 0) - from);
      const entries = Array.from({ length: count }, (_, n) => entryOf(size.seed, id, from + n + 1));
      const began = performance.now();
      await catalogue.apply(entries, id, 1);
      tookMs += performance.now() - began;
      cards += count;
    }
  applied = shares;
  return { cards, aSecond: (1_000 * cards) / tookMs };
}

/** What each list costs the database, by its name. */
async function costs(): Promise<Map<string, Cost>> {
  const found = new Map<string, Cost>();
  for (const { name, read } of lists) found.set(name, await costOf(() => read(catalogue, 0)));
  return found;
}

/** How long one list takes. */
async function timing(name: string): Promise<Timing> {
  const found = lists.find((one) => one.name === name);
  if (!found) throw new Error(`Expected the name of a list, but got "${name}".`);
  await found.read(catalogue, 0);
  return timed((at) => found.read(catalogue, at));
}

/** Waits until every feed has been read to its end so many times. */
const areRead = (times: number) =>
  until('all feeds to be read', LONG_MS, async () => {
    const complete = { complete: true, generation: { $gte: times } };
    return (await db.collection('follows').countDocuments(complete)) === owners.length;
  });

/** Follows all; answers how many seconds it took until all was there. */
async function follow(addresses: ReadonlyMap<string, string>): Promise<number> {
  const key = await newSigningKey();
  const client = createFeedClient(
    assertionsBy(
      'coalition',
      signingKeys(() => ({ keys: [key] })),
    ),
  );
  follower = createFollower({ client, catalogue, cardFrom, records: followRecords(db) });
  const began = performance.now();
  for (const one of owners) await follower.add(one, addresses.get(one.id) ?? '');
  await areRead(1);
  return (performance.now() - began) / 1_000;
}

const cardsNow = () => db.collection('cards').countDocuments({ type: { $exists: true } });

/** Reads all feeds from their start, while lists are asked one after another. */
async function rebuild() {
  const before = await cardsNow();
  const began = performance.now();
  const [newest] = lists;
  const asked = load(1, async () => (await newest?.read(catalogue, 0)) as { edges: unknown[] });
  const counts: number[] = [];
  await Promise.all(owners.map(({ id }) => follower.rebuild(id)));
  const counting = load(1, async () => {
    counts.push(await cardsNow());
    // To count all is work itself.
    await after(COUNT_EVERY_MS);
  });
  await areRead(2);
  const seconds = (performance.now() - began) / 1_000;
  await Promise.all([asked.stop(), counting.stop()]);
  return {
    seconds,
    pages: timingOf(asked.answers.map(({ tookMs }) => tookMs)),
    fullPages: asked.answers.every(({ answer }) => answer.edges.length === 20),
    before,
    fewest: Math.min(...counts),
  };
}

/** A page by its index, without one, and by asking everyone. */
async function peers(addresses: ReadonlyMap<string, string>) {
  const page = () => catalogue.list(ideaList, { orderBy: 'NEWEST' }, owners);
  // In an order that no index has, every idea is looked at.
  const scan = () =>
    db
      .collection('cards')
      .find({ type: 'IDEA', organisation: { $in: owners.map(({ id }) => id) } })
      .sort({ 'tally.oppose': -1, _id: -1 })
      .limit(21)
      .toArray();
  const around = askAround([...addresses.values()]);
  await around.ask();
  const found = new Map([
    ['off its index', await timed(page)],
    ['in an order without an index: most opposed', await timed(scan)],
    ['asking every organisation', await timed(around.ask)],
  ]);
  await around.close();
  return found;
}

serveRole({
  open,
  applyTo,
  costs,
  timing,
  similar: () => similar(catalogue, size, owners),
  follow,
  rebuild,
  peers,
});
