import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { startEmbeddedMongo } from '@groundswell/embedded-mongo';
import mongoose, { type Connection } from 'mongoose';
import { dataOf } from '../support/answer.ts';
import { aList } from '../support/list.ts';
import { aStart, type TestStart } from '../support/start.ts';

const list = aList('labour', 'unite');
let server: Awaited<ReturnType<typeof startEmbeddedMongo>>;
let db: Connection;
let house: TestStart | undefined;

beforeAll(async () => {
  server = await startEmbeddedMongo();
  db = await mongoose.createConnection(server.uri).asPromise();
});
afterEach(() => house?.close());
afterAll(async () => {
  await db.close();
  await server.close();
  list.remove();
});

const databases = async () =>
  (await db.listDatabases()).databases.map(({ name }) => name).filter((name) => /coal/.test(name));
const ideasIn = (database: string) => db.useDb(database).collection('ideas').countDocuments();

interface Submitted {
  submitPolicyIdea: { idea: { id: string } };
}

test('`MONGODB_URI` is the server of all owners, each with a database whose name begins with the one in it, and `MONGODB_URI_<OWNER>` the database of one, with its exact name', async () => {
  const settings = {
    MONGODB_URI: `${server.uri}coal`,
    MONGODB_URI_UNITE: `${server.uri}coal-of-unite-alone`,
    ORGANISATIONS_FILE: list.file,
  };
  house = await aStart(settings);
  expect(house.program.out()).toContain(`Data: MongoDB at 127.0.0.1:${server.port}.`);
  const { submitPolicyIdea } = dataOf(
    await house.ask<Submitted>(
      `mutation {
        submitPolicyIdea(input: { organisation: "labour", title: "A bench", body: "To sit." }) {
          idea { id }
        }
      }`,
      {},
      house.token('MEMBER'),
    ),
  );
  await house.ask('{ policyIdeas { totalCount } }');

  expect((await databases()).toSorted()).toEqual([
    'coal-coalition',
    'coal-labour',
    'coal-of-unite-alone',
  ]);
  expect([await ideasIn('coal-labour'), await ideasIn('coal-of-unite-alone')]).toEqual([41, 40]);

  const asked = '{ organisation(id: "unite") { policyIdeas { totalCount } } }';
  expect((await house.ask(asked)).data).toEqual({
    organisation: { policyIdeas: { totalCount: 40 } },
  });

  // A second start finds the data of the first one, and adds none.
  house.program.signal('SIGINT', 'whole group');
  await house.program.ended;
  house = await aStart(settings);
  expect(house.program.out()).toContain('nothing added, as there is data already');
  const { id } = submitPolicyIdea.idea;
  const { data } = await house.ask('query ($id: ID!) { node(id: $id) { id } }', { id });
  expect(data).toEqual({ node: { id } });
  expect([await ideasIn('coal-labour'), await ideasIn('coal-of-unite-alone')]).toEqual([41, 40]);
});
