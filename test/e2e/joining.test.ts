/** An organisation joins a running house, by the steps of the guide. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dataOf } from '../support/answer.ts';
import { anIdea } from '../support/builders.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { aList, aListOf, type TestList } from '../support/list.ts';
import { runProgram, startProgram, type TestProgram } from '../support/program.ts';
import { aStart, type TestStart } from '../support/start.ts';
import { until } from '../support/until.ts';
import { ideaModel } from '../../subgraphs/organisation/ideas/idea.ts';
import { connect } from '../../subgraphs/framework/mongo.ts';
import { freePorts } from '../../development/start/free-ports.ts';

const ID = 'leeds-renters';

const short = aList('labour', 'unite');
let house: TestStart;
let databases: TestDatabase;
let list: TestList;
let program: TestProgram | undefined;
beforeAll(async () => {
  house = await aStart({ ORGANISATIONS_FILE: short.file });
  databases = await testDatabase();
  list = aListOf([]);
});
afterAll(async () => {
  await program?.stop();
  list?.remove();
  short.remove();
  await databases?.close();
  await house?.close();
});

/** Does what its operator does: a list with itself on it, and its program with the public keys of gateway and coalition. */
async function operate(): Promise<string> {
  const ORGANISATIONS_FILE = list.file;
  const named = [ID, '--kind', 'movement', '--name', 'Leeds Renters'];
  await runProgram(process.execPath, ['bin/new.js', ...named], { ORGANISATIONS_FILE });
  const [port] = await freePorts(1);
  const { uri, database } = databases.address(ID);
  const [server, query = ''] = uri.split('?');
  program = startProgram(process.execPath, ['dist/subgraphs/kinds/movement/main.js'], {
    ORGANISATIONS_FILE,
    ORGANISATION: ID,
    PORT: `${port}`,
    MONGODB_URI_LEEDS_RENTERS: `${server?.replace(/\/$/, '')}/${database}${query && `?${query}`}`,
    GATEWAY_KEYS: `${house.gateway}/.well-known/jwks.json`,
    COALITION_KEYS: `${house.table.get('coalition')?.address}/.well-known/jwks.json`,
  });
  const url = `http://127.0.0.1:${port}`;
  await until('it to be ready', 30_000, async () => (await fetch(`${url}/ready`)).ok);
  return url;
}

const AFFILIATE = `mutation ($input: AffiliateInput!) {
  affiliate(input: $input) { organisation { id status } userErrors { code } }
}`;

interface Listed {
  policyIdeas: { edges: { node: { id: string } }[] };
}

/** How soon a change of the directory has to reach the gateway. */
const EFFECTIVE_WITHIN_MS = 2_000;

const change = (name: string) =>
  `mutation { ${name}(input: { id: "${ID}" }) { organisation { status } userErrors { code } } }`;

test('an organisation that joins a running house has its ideas in every list, and is asked until it is suspended', async () => {
  const url = await operate();
  const db = await connect(databases.address(ID), ID);
  const idea = anIdea({ organisation: ID, title: 'A register of rogue landlords' });
  await ideaModel(db).create(idea);
  await db.close();

  const asked = ['bin/token.js', '--as', 'coalition/administrator'];
  const body = async () =>
    house.ask<{ node: { body: string } | null }>(
      `{ node(id: "${idea._id}") { ... on PolicyIdea { body } } }`,
    );
  expect(await body()).toEqual({ data: { node: null } });

  const { out } = await runProgram(process.execPath, asked, house.settings);
  const input = { id: ID, kind: 'MOVEMENT', name: 'Leeds Renters', url };
  expect(dataOf(await house.ask(AFFILIATE, { input }, out.trim()))).toEqual({
    affiliate: { organisation: { id: ID, status: 'ACTIVE' }, userErrors: [] },
  });
  await until(
    'the body, which only the organisation has',
    EFFECTIVE_WITHIN_MS,
    async () => (await body()).data?.node,
  );
  await until('its idea in the list', 10_000, async () => {
    const query = '{ policyIdeas(first: 100) { edges { node { id } } } }';
    const { policyIdeas } = dataOf(await house.ask<Listed>(query));
    return policyIdeas.edges.some(({ node }) => node.id === idea._id);
  });

  dataOf(await house.ask(change('suspend'), {}, out.trim()));
  const { errors } = await until('it to be suspended', EFFECTIVE_WITHIN_MS, async () => {
    const answer = await body();
    return answer.data?.node === null ? answer : null;
  });
  expect(errors?.map(({ extensions }) => extensions)).toEqual([
    { code: 'ORGANISATION_SUSPENDED', organisation: ID },
  ]);
  dataOf(await house.ask(change('reinstate'), {}, out.trim()));
  await until('the body again', EFFECTIVE_WITHIN_MS, async () => (await body()).data?.node);
});
