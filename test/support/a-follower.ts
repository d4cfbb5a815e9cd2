/** A follower over a scripted feed, with a new database for each test. */
import { list as ideaList } from '../../subgraphs/organisation/ideas/idea-list.ts';
import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import type { Connection } from 'mongoose';
import type { Organisation } from '../../directory/organisations.ts';
import { assertionsBy } from '../../identity/assertion.ts';
import { type Catalogue, catalogueOf } from '../../subgraphs/coalition/catalogue/catalogue.ts';
import { cardFrom } from '../../subgraphs/coalition/catalogue/card-from.ts';
import { createFeedClient, type FeedClient } from '../../subgraphs/feed/follow/client.ts';
import { createFollower, type Follower } from '../../subgraphs/feed/follow/follower.ts';
import { followRecords } from '../../subgraphs/feed/follow/records.ts';
import { connect } from '../../subgraphs/framework/mongo.ts';
import { anEntry } from './cards.ts';
import { testDatabase, type TestDatabase } from './database.ts';
import { type Signers, someSigners } from './identity.ts';
import { aScriptedFeed, type Responder, type ScriptedFeed } from './scripted-feed.ts';
import { until } from './until.ts';

/** Three entries of Unite's feed: the first version of two ideas, and the second version of the first one. */
export const one = anEntry('unite', 1, 1, 1);
export const two = anEntry('unite', 2, 2, 1);
export const three = anEntry('unite', 3, 1, 2);

/** An organisation with this id. */
export const named = (id: string): Organisation => ({
  id,
  kind: 'MOVEMENT',
  name: id,
  summary: null,
  website: null,
  joinedAt: new Date(0),
  signIn: null,
  issuer: null,
});

type FollowerOptions = Parameters<typeof createFollower>[0];

interface Parts {
  db: Connection;
  catalogue: Catalogue;
  client: FeedClient;
  /** Serves the feed of Unite. */
  unite: ScriptedFeed;
  follower: Follower;
  signers: Signers;
}

/** Sets up a follower before each test of the file, and closes it afterwards. Its parts may be replaced by a test. */
export function setUpFollower() {
  const parts = {} as Parts;
  let databases: TestDatabase;
  let count = 0;

  const aFollower = (replaced: Partial<Pick<FollowerOptions, 'client' | 'catalogue'>> = {}) => {
    const { client, catalogue, db } = parts;
    return createFollower({ client, catalogue, cardFrom, records: followRecords(db), ...replaced });
  };

  beforeAll(async () => {
    parts.signers = await someSigners();
    databases = await testDatabase();
  });
  afterAll(() => databases.close());
  beforeEach(async () => {
    parts.db = await connect(databases.address(`coalition-${(count += 1)}`), 'coalition');
    parts.catalogue = catalogueOf(parts.db);
    parts.client = createFeedClient(assertionsBy('coalition', parts.signers.keys.coalition));
    parts.unite = await aScriptedFeed();
    parts.follower = aFollower();
  });
  afterEach(async () => {
    await parts.follower.close();
    await parts.client.close();
    await parts.unite.close();
    await parts.db.close();
  });

  const freshnessOf = (id = 'unite') =>
    parts.follower.freshness().find(({ organisation }) => organisation.id === id)!;
  const stateOf = (id = 'unite') => freshnessOf(id).state;

  return Object.assign(parts, {
    /** Another follower over the same database, as another process of the coalition has it. */
    aFollower,
    freshnessOf,
    stateOf,

    /** Follows Unite, which answers its requests so, one after the other, and the last way from then on. */
    async follow(...responders: Responder[]): Promise<void> {
      let requests = 0;
      parts.unite.respond((response, request) => {
        const respond = responders[Math.min(requests, responders.length - 1)]!;
        requests += 1;
        respond(response, request);
      });
      await parts.follower.add(named('unite'), parts.unite.url);
    },

    untilLive: () => until('it to be live', 10_000, () => stateOf() === 'LIVE'),

    /** The titles of all ideas of an organisation in the catalogue, in the order of their ids. */
    async titles(organisation = 'unite'): Promise<string[]> {
      const args = { orderBy: 'NEWEST', first: 100 } as const;
      const { edges } = await parts.catalogue.list(ideaList, args, [named(organisation)]);
      return edges
        .map(({ node }) => node)
        .sort((a, b) => a._id.localeCompare(b._id))
        .map(({ title }) => title);
    },
  });
}
