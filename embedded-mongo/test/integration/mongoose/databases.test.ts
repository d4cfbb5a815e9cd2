import { describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { anEngine, anEvent, eventModel } from './an-engine.ts';

const engine = anEngine();

describe('databases', () => {
  test('share nothing, and can be dropped', async () => {
    await eventModel(engine.db()).create(anEvent('a'));
    const other = await mongoose.createConnection(engine.mongo().uriFor('elsewhere')).asPromise();
    expect(await eventModel(other).countDocuments()).toBe(0);
    await other.close();
    expect((await engine.db().listCollections()).map(({ name }) => name)).toEqual(['events']);
    const { databases: all } =
      (await engine.db().db?.admin().listDatabases({ nameOnly: true })) ?? {};
    expect(all?.map(({ name }) => name)).toContain(engine.db().name);
    await engine.db().dropCollection('events');
    expect(await engine.db().listCollections()).toEqual([]);
    await eventModel(engine.db()).create(anEvent('a'));
    await engine.db().dropDatabase();
    expect(await eventModel(engine.db()).countDocuments()).toBe(0);
  });

  test('serve many connections at once', async () => {
    const connections = await Promise.all(
      Array.from({ length: 20 }, () =>
        mongoose
          .createConnection(engine.db().host ? engine.mongo().uriFor(engine.db().name) : '')
          .asPromise(),
      ),
    );
    await Promise.all(connections.map((one, i) => eventModel(one).create(anEvent(`e${i}`))));
    expect(await eventModel(engine.db()).countDocuments()).toBe(20);
    await Promise.all(connections.map((one) => one.close()));
  });
});
