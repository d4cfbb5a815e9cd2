/** Two gateways, each with keys of its own, in front of two processes of one organisation with one database. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readOrganisations } from '../../../directory/organisations.ts';
import { assertionsBy } from '../../../identity/assertion.ts';
import { anyOf } from '../../../identity/key-set.ts';
import type { Running } from '../../../platform/run.ts';
import { connect } from '../../../subgraphs/framework/mongo.ts';
import { startOrganisation } from '../../../subgraphs/organisation/server.ts';
import { aMember } from '../../support/callers.ts';
import { credentialsOf } from '../../support/credentials.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { anIssuer, publishedKeys, someSigners, someSigningKeys } from '../../support/identity.ts';
import { post } from '../../support/post.ts';
import { kindOf } from '../../support/kinds.ts';

const organisation = readOrganisations().find(({ id }) => id === 'unite')!;
const PATH = '/organisation';
const caller = aMember('unite');
const issuer = await anIssuer('unite');
const { headers: own } = await credentialsOf(caller, 'unite', issuer);

const { keys, trusted } = await someSigners();
const gateways = [keys.gateway, await someSigningKeys()];
const both = { ...trusted, gateway: anyOf(gateways.map(publishedKeys)) };

let database: TestDatabase;
let processes: Running[] = [];
beforeAll(async () => {
  database = await testDatabase();
  processes = await Promise.all(
    [1, 2].map(async () =>
      startOrganisation(kindOf(organisation), {
        organisation,
        affiliates: new Set([organisation.id]),
        db: await connect(database.address('unite'), 'unite'),
        issuer: issuer.trusted,
        trusted: both,
        host: '127.0.0.1',
        port: 0,
      }),
    ),
  );
});
afterAll(async () => {
  for (const { close } of processes) await close();
  await database.close();
});

/** A request signed by one of the gateways. It can be sent to any process, any number of times. */
async function aRequest(gateway: number, query: string) {
  const body = JSON.stringify({ query });
  const assertion = assertionsBy('gateway', gateways[gateway]!);
  const headers = { ...own, ...assertion('unite', { path: PATH, body }, caller) };
  return (process: number) =>
    post<Record<string, unknown>>(
      `http://127.0.0.1:${processes[process]!.port}${PATH}`,
      body,
      headers,
    );
}

const READ = '{ viewer { displayName } }';
const JOIN =
  'mutation { join(input: { organisation: "unite", displayName: "Ann" }) { userErrors { code } } }';

test('each process accepts each gateway', async () => {
  for (const gateway of [0, 1])
    for (const process of [0, 1])
      expect((await (await aRequest(gateway, READ))(process)).status).toBe(200);
});

test('a person is the same to both processes, through either gateway', async () => {
  await (
    await aRequest(0, JOIN)
  )(0);
  const again = await (await aRequest(1, JOIN))(1);
  expect(again.answer.data).toEqual({ join: { userErrors: [{ code: 'ALREADY_JOINED' }] } });
  const viewer = await (await aRequest(1, READ))(0);
  expect(viewer.answer.data).toEqual({ viewer: { displayName: 'Ann' } });
});

test('a replayed request is refused by the process that accepted it, and accepted once by another', async () => {
  const send = await aRequest(0, READ);
  const statuses = [];
  for (const process of [0, 0, 1, 1]) statuses.push((await send(process)).status);
  // The limit that docs/decisions/requests-are-signed.md states.
  expect(statuses).toEqual([200, 401, 200, 401]);
});
