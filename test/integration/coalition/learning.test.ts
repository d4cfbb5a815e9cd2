/** What the ideas on record say is read once, by whoever asks first, and nothing else waits for it. */
import { list as ideas } from '../../../subgraphs/organisation/ideas/idea-list.ts';
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
/** The reads so far: each list, and each batch of ideas that are learnt. */
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
  // A process that starts anew.
  catalogue = catalogueOf(db);
  sent.length = 0;
});

const like = () => catalogue.like({ title: 'Line 7', rest: '' }, { first: 1 });

test('a process that starts anew knows the ideas on record once it is asked for them', async () => {
  expect((await like()).map(({ node }) => node._id)).toEqual([ideaId('unite', 7)]);
});

test('they are read a hundred at a time, so that others have their turn, and once for all who ask', async () => {
  await Promise.all([catalogue.learn(), like(), like()]);
  expect(sent.filter((name) => name === 'getMore')).toHaveLength(Math.floor(IDEAS / 100));
  sent.length = 0;
  await like();
  // What other processes told, and the cards of what was found.
  expect(sent).toEqual(['find', 'find']);
});

test('a list does not wait until they are read', async () => {
  const order: string[] = [];
  const learning = catalogue.learn().then(() => order.push('learnt'));
  const known = [{ id: 'unite' } as Organisation];
  await catalogue.list(ideas, { orderBy: 'NEWEST' }, known).then(() => order.push('a list'));
  await learning;
  expect(order).toEqual(['a list', 'learnt']);
});
