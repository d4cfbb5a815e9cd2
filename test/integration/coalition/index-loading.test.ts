/** The stored ideas are indexed once, at the first search, and lists do not wait for that. */
import { list as ideaList } from '../../../subgraphs/organisation/ideas/idea-list.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import type { Organisation } from '../../../directory/organisations.ts';
import { type Catalogue, catalogueOf } from '../../../subgraphs/coalition/catalogue/catalogue.ts';
import { connect } from '../../../subgraphs/framework/mongo.ts';
import type { Card } from '../../../subgraphs/cards/card.ts';
import { aCardLine, ideaId } from '../../support/cards.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

const IDEAS = 250;

let databases: TestDatabase;
let db: Connection;
let catalogue: Catalogue;
/** The reads so far: each query, and each further batch of ideas. */
const sent: string[] = [];

beforeAll(async () => {
  databases = await testDatabase();
  db = await connect(databases.address('coalition'), 'coalition', { monitorCommands: true });
  db.getClient().on('commandStarted', ({ commandName }) => {
    if (commandName === 'find' || commandName === 'getMore') sent.push(commandName);
  });
  const entries = Array.from({ length: IDEAS }, (_, at) => ({
    thing: ideaId('unite', at),
    version: 1,
    card: { ...aCardLine('unite', at, { title: `Buses, line ${at}` }), createdAt: new Date(at) },
  }));
  await catalogueOf(db).apply(
    entries as unknown as { thing: string; version: number; card: Card }[],
    'unite',
    1,
  );
});
afterAll(async () => {
  await db.close();
  await databases.close();
});
beforeEach(() => {
  // A new process.
  catalogue = catalogueOf(db);
  sent.length = 0;
});

const like = () => catalogue.like({ title: 'Line 7', rest: '' }, { first: 1 });

test('a new process finds the stored ideas at the first search', async () => {
  expect((await like()).map(({ node }) => node._id)).toEqual([ideaId('unite', 7)]);
});

test('they are indexed a hundred at a time, so that other requests are served, and once for all searches', async () => {
  await Promise.all([catalogue.learn(), like(), like()]);
  expect(sent.filter((name) => name === 'getMore')).toHaveLength(Math.floor(IDEAS / 100));
  sent.length = 0;
  await like();
  // The announcements of other processes, and the cards of the matches.
  expect(sent).toEqual(['find', 'find']);
});

test('a list does not wait until they are indexed', async () => {
  const order: string[] = [];
  const loading = catalogue.learn().then(() => order.push('index'));
  const owners = [{ id: 'unite' } as Organisation];
  await catalogue.list(ideaList, { orderBy: 'NEWEST' }, owners).then(() => order.push('a list'));
  await loading;
  expect(order).toEqual(['a list', 'index']);
});
