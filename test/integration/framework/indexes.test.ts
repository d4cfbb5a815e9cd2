import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { connect, makeIndexes } from '../../../subgraphs/framework/mongo.ts';
import { ideaModel } from '../../../subgraphs/organisation/ideas/idea.ts';
import { positionModel } from '../../../subgraphs/organisation/ideas/position.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

let databases: TestDatabase;
let db: Connection;
let other: Connection;
const commands: string[] = [];

beforeAll(async () => {
  databases = await testDatabase();
  db = await connect(databases.address('unite'), 'unite', { monitorCommands: true });
  other = await connect(databases.address('labour'), 'labour');
  db.getClient().on('commandStarted', ({ commandName }) => commands.push(commandName));
});
afterAll(async () => {
  await Promise.all([db.close(), other.close()]);
  await databases.close();
});

test('the indexes of all models are made as mongoose makes them, by a command for each collection', async () => {
  const models = [ideaModel(db), positionModel(db)];
  await makeIndexes(db);
  expect(commands.filter((name) => name === 'createIndexes')).toHaveLength(models.length);

  const expected = [ideaModel(other), positionModel(other)];
  for (const [at, model] of expected.entries()) {
    await model.createIndexes();
    expect(await models[at]!.listIndexes()).toEqual(await model.listIndexes());
  }
});
