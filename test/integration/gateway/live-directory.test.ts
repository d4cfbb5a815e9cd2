/** A gateway whose directory changes while it runs, with real servers behind it: nothing is restarted. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { QueryPlanner } from '@apollo/query-planner';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  jest,
  test,
} from '@jest/globals';
import type { Affiliate } from '../../../directory/directory.ts';
import { networksWith } from '../../../platform/http/networks.ts';
import { readOrganisations } from '../../../directory/organisations.ts';
import { openGatewayDirectory } from '../../../gateway/live-directory.ts';
import { startGateway } from '../../../gateway/server.ts';
import type { Running } from '../../../platform/run.ts';
import { aMember } from '../../support/callers.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { anAffiliate } from '../../support/directory.ts';
import { aDirectoryServer, type DirectoryServer } from '../../support/directory-server.ts';
import { EXECUTOR } from '../../support/executor.ts';
import { issuersOf, type Signers, someSigners } from '../../support/identity.ts';
import { post } from '../../support/post.ts';
import { type ServedOrganisation, serveOrganisation } from '../../support/served.ts';
import { until } from '../../support/until.ts';

/** How soon a change has to take effect. */
const EFFECTIVE_WITHIN_MS = 2_000;

const [labour, , , movement] = readOrganisations();
const joining = { ...movement!, id: 'leeds-renters', name: 'Leeds Renters' };

let databases: TestDatabase;
let signers: Signers;
let issuers: Awaited<ReturnType<typeof issuersOf>>;
let ours: ServedOrganisation;
let theirs: ServedOrganisation;
beforeAll(async () => {
  databases = await testDatabase();
  signers = await someSigners();
  issuers = await issuersOf(['labour', joining.id, 'coalition']);
  ours = await serveOrganisation(labour!, databases, signers.trusted);
  theirs = await serveOrganisation(joining, databases, signers.trusted);
});
afterAll(async () => {
  await ours.close();
  await theirs.close();
  await databases.close();
});

let folder: string;
let copy: string;
let server: DirectoryServer;
let close: () => Promise<void>;
let url: string;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'groundswell-directory-'));
  copy = path.join(folder, 'directory.json');
  server = await aDirectoryServer(
    { revision: 1, affiliates: [listed(ours)] },
    signers.trusted.gateway,
  );
});
afterEach(async () => {
  jest.restoreAllMocks();
  await close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const listed = ({ organisation, url: at }: ServedOrganisation, given: Partial<Affiliate> = {}) =>
  anAffiliate(organisation, { url: at, ...given });

/** Starts the gateway with a list on disk of labour alone, and these addresses in its settings. */
async function start(settings: Readonly<Record<string, string>> = {}, executor = EXECUTOR) {
  const live = openGatewayDirectory({
    organisations: [labour!],
    coalition: server.url,
    signingKeys: signers.keys.gateway,
    copy,
  });
  const gateway: Running = await startGateway({
    live,
    addresses: { of: (owner) => settings[owner] ?? null, any: () => null },
    networks: networksWith(['127.0.0.0/8']),
    issuerOf: ({ id }) => issuers.of(id).trusted,
    signingKeys: signers.keys.gateway,
    pseudonymKey: 'a key for pseudonyms that only tests know',
    upstreamTimeoutMs: 5_000,
    suggestions: true,
    executor,
    host: '127.0.0.1',
    port: 0,
  });
  url = `http://127.0.0.1:${gateway.port}`;
  close = async () => {
    await live.close();
    await gateway.close();
  };
}

const ask = <Data>(query: string, headers: Record<string, string> = {}) =>
  post<Data>(`${url}/graphql`, { query }, headers);

interface Ideas {
  nodes: ({ body: string } | null)[];
  organisation: { name: string } | null;
}

/** An idea of each organisation, and the organisation that joins. */
const QUERY = () => `{ nodes(ids: ["${ours.idea}", "${theirs.idea}"]) { ... on PolicyIdea { body } }
  organisation(id: "${joining.id}") { name } }`;
const OUR_IDEA = { body: expect.any(String) };

const answer = async () => {
  const { data, errors } = (await ask<Ideas>(QUERY())).answer;
  return { data, ...(errors && { errors }) };
};
const isServed = async () => (await answer()).data?.nodes.every((node) => node !== null);
const codes = async () => {
  const { data, errors = [] } = await answer();
  return { data, codes: errors.map(({ path: at, extensions }) => [at?.join('.'), extensions]) };
};
const suspension = { code: 'ORGANISATION_SUSPENDED', organisation: joining.id };

describe('an organisation', () => {
  test('that joins is served as soon as the coalition publishes it', async () => {
    await start();
    expect(await answer()).toEqual({ data: { nodes: [OUR_IDEA, null], organisation: null } });
    server.change([listed(ours), listed(theirs)]);
    await until('its rows', EFFECTIVE_WITHIN_MS, isServed);
    expect(await answer()).toEqual({
      data: { nodes: [OUR_IDEA, OUR_IDEA], organisation: { name: 'Leeds Renters' } },
    });
  });

  test('that is suspended is null with a code of its own, and receives no request, until it is reinstated', async () => {
    await start();
    server.change([listed(ours), listed(theirs)]);
    await until('its rows', EFFECTIVE_WITHIN_MS, isServed);
    server.change([listed(ours), listed(theirs, { status: 'SUSPENDED' })]);
    await until('its rows to be gone', EFFECTIVE_WITHIN_MS, async () => !(await isServed()));
    theirs.commands.length = 0;
    expect(await codes()).toEqual({
      data: { nodes: [OUR_IDEA, null], organisation: null },
      codes: [
        ['nodes.1', suspension],
        ['organisation', suspension],
      ],
    });
    const { answer: refusal } = await ask(
      `mutation { comment(input: { idea: "${theirs.idea}", text: "Yes." }) { comment { id } } }`,
    );
    expect(refusal.errors?.map(({ extensions }) => extensions)).toEqual([suspension]);
    const ready = (await (await fetch(`${url}/ready`)).json()) as { organisations: object };
    expect(ready.organisations).toMatchObject({ labour: 'ready', [joining.id]: 'suspended' });
    expect(theirs.commands).toEqual([]);

    server.change([listed(ours), listed(theirs)]);
    await until('its rows again', EFFECTIVE_WITHIN_MS, isServed);
  });

  test('that was disaffiliated is as unknown as one that never joined', async () => {
    await start();
    server.change([listed(ours), listed(theirs)]);
    await until('its rows', EFFECTIVE_WITHIN_MS, isServed);
    server.change([listed(ours)]);
    await until('its rows to be gone', EFFECTIVE_WITHIN_MS, async () => !(await isServed()));
    expect(await answer()).toEqual({ data: { nodes: [OUR_IDEA, null], organisation: null } });
  });

  test('without an address is unavailable, and an address in the settings wins over the directory', async () => {
    await start();
    server.change([listed(ours), listed(theirs, { url: null })]);
    const unavailable = { code: 'ORGANISATION_UNAVAILABLE', organisation: joining.id };
    await until(
      'it to be listed',
      EFFECTIVE_WITHIN_MS,
      async () => (await codes()).codes.length > 0,
    );
    expect((await codes()).codes).toEqual([
      ['nodes.1', unavailable],
      ['organisation', unavailable],
    ]);
    await close();
    server.change([listed(ours), listed(theirs, { url: 'http://127.0.0.1:9' })]);
    await start({ [joining.id]: theirs.url });
    expect(await isServed()).toBe(true);
  });

  test.each(['own', 'apollo'] as const)('changes no plan of EXECUTOR=%s', async (executor) => {
    const plan = jest.spyOn(QueryPlanner.prototype, 'buildQueryPlan');
    await start({}, executor);
    const query = `{ organisation(id: "labour") { policyIdeas(first: 5) { edges { node {
      title body comments { totalCount } organisation { name } citedIn { totalCount } } } } }
      node(id: "${ours.idea}") { ... on PolicyIdea { body citedIn { totalCount } } ... on Poll { question } } }`;
    await ask(query);
    expect(await isServed()).toBe(false);
    expect(plan).toHaveBeenCalledTimes(2);
    server.change([listed(ours), listed(theirs)]);
    await until('its rows', EFFECTIVE_WITHIN_MS, isServed);
    const asked = theirs.commands.length;
    await ask(query);
    expect(theirs.commands).toHaveLength(asked);
    expect(plan).toHaveBeenCalledTimes(2);
  });
});

describe('a token', () => {
  const asked = async (home: string, name: string) => {
    const member = aMember(home, name).person;
    const token = await issuers.tokenOf(member);
    return () => ask<object>('{ __typename }', { authorization: `Bearer ${token}` });
  };

  test('of an organisation that joins is accepted, and refused in a sentence while it is suspended', async () => {
    await start();
    const [asTheirs, asOurs] = [await asked(joining.id, 'Zoe'), await asked('labour', 'Ann')];
    expect((await asTheirs()).status).toBe(401);
    server.change([listed(ours), listed(theirs)]);
    await until('its token', EFFECTIVE_WITHIN_MS, async () => (await asTheirs()).status === 200);

    server.change([listed(ours), listed(theirs, { status: 'SUSPENDED' })]);
    await until('a refusal', EFFECTIVE_WITHIN_MS, async () => (await asTheirs()).status === 401);
    const { errors } = (await asTheirs()).answer;
    expect(errors?.[0]?.message).toMatch(
      /^The organisation "leeds-renters" is suspended: its tokens/,
    );
    expect(errors?.[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED' });
    expect((await asOurs()).status).toBe(200);

    server.change([listed(ours), listed(theirs)]);
    await until('its token', EFFECTIVE_WITHIN_MS, async () => (await asTheirs()).status === 200);
  });
});

describe('with the coalition down', () => {
  test('the gateway keeps serving, and applies the changes that it missed once the coalition is back', async () => {
    await start();
    server.change([listed(ours), listed(theirs)]);
    await until('its rows', EFFECTIVE_WITHIN_MS, isServed);
    await server.stop();
    expect(await isServed()).toBe(true);
    server.replace({ revision: 9, affiliates: [listed(ours)] });
    await server.start();
    await until('the change', EFFECTIVE_WITHIN_MS + 2_000, async () => !(await isServed()));
  });

  test('a gateway starts from its copy of the directory', async () => {
    await start();
    server.change([listed(ours), listed(theirs)]);
    await until('its rows', EFFECTIVE_WITHIN_MS, isServed);
    await close();
    await server.stop();
    const askedAt = Date.now();
    await start();
    expect(await isServed()).toBe(true);
    expect(Date.now() - askedAt).toBeLessThan(4_000);
  });

  test.each([
    ['there is no copy', () => rmSync(copy, { force: true })],
    ['the copy is cut off', () => writeFileSync(copy, readFileSync(copy, 'utf8').slice(0, 100))],
  ])('it starts from the list on disk where %s', async (_title, spoil) => {
    await start();
    server.change([listed(ours), listed(theirs)]);
    await until('its rows', EFFECTIVE_WITHIN_MS, isServed);
    expect(existsSync(copy)).toBe(true);
    await close();
    await server.stop();
    spoil();
    await start({ labour: ours.url });
    expect(await answer()).toEqual({ data: { nodes: [OUR_IDEA, null], organisation: null } });
  });
});
