/** An organisation joins, is suspended and is reinstated while everything runs, all through the gateway. */
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { networksWith } from '../../platform/http/networks.ts';
import { ideaModel } from '../../subgraphs/organisation/ideas/idea.ts';
import { dataOf } from '../support/answer.ts';
import { anIdea } from '../support/builders.ts';
import { aMember } from '../support/callers.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { aHouse, type TestHouse } from '../support/house.ts';
import { aNewcomer } from '../support/newcomer.ts';
import { until } from '../support/until.ts';

let house: TestHouse;
let databases: TestDatabase;
let newcomer: Awaited<ReturnType<typeof aNewcomer>>;
let token: string;
let anotherOrganisation: string;
beforeAll(async () => {
  house = await aHouse({ networks: networksWith(['127.0.0.0/8']) });
  databases = await testDatabase();
  newcomer = await aNewcomer(house.signers, databases.address('leeds-renters'));
  token = await house.issuers
    .of('coalition')
    .token({ subject: 'the-administrator', roles: ['ADMINISTRATOR'] });
  anotherOrganisation = await house.issuers.tokenOf(aMember('labour').person, ['ADMINISTRATOR']);
});
afterAll(async () => {
  await newcomer?.close();
  await databases?.close();
  await house?.close();
});

const IDEA = anIdea({
  organisation: 'leeds-renters',
  title: 'A register of rogue landlords in Leeds',
  summary: 'Every landlord is on it, and everyone can read it.',
});

const input = (more: object = {}) => ({
  id: 'leeds-renters',
  kind: 'MOVEMENT',
  name: 'Leeds Renters',
  url: newcomer.url,
  ...more,
});

interface Done {
  done: { organisation: { id: string; status: string } | null; userErrors: { code: string }[] };
}

/** Sends a mutation as an administrator of the coalition. */
const administer = (name: string, given: object) =>
  house.ask<Done>(
    `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) {
      done: ${name}(input: $input) { organisation { id status } userErrors { code } }
    }`,
    { input: given },
    token,
  );

interface Lists {
  policyIdeas: {
    edges: { node: { id: string } }[];
    totalCount: number;
    facets: { organisations: { organisation: { id: string } }[] };
    freshness: { organisation: { id: string }; state: string }[];
  };
  search: { edges: { card: { title: string } }[] };
  similarIdeas: { edges: { node: { id: string } }[] };
  organisations: {
    edges: { node: { id: string; status: string; freshness: { state: string } | null } }[];
  };
}

/** In which lists the newcomer and its idea are. */
async function appearances() {
  const query = `{
    policyIdeas(first: 100) {
      totalCount
      edges { node { id } }
      facets { organisations { organisation { id } } }
      freshness { organisation { id } state }
    }
    search(text: "rogue") { edges { card { title } } }
    similarIdeas(text: "A register of rogue landlords") { edges { node { id } } }
    organisations(first: 100) { edges { node { id status freshness { state } } } }
  }`;
  const { policyIdeas, search, similarIdeas, organisations } = dataOf(
    await house.ask<Lists>(query),
  );
  const isIdea = ({ node }: { node: { id: string } }) => node.id === IDEA._id;
  const isIt = ({ organisation }: { organisation: { id: string } }) =>
    organisation.id === 'leeds-renters';
  const node = organisations.edges.find((edge) => edge.node.id === 'leeds-renters')?.node;
  return {
    listed: policyIdeas.edges.some(isIdea),
    counted: policyIdeas.facets.organisations.some(isIt),
    found: search.edges.some(({ card }) => card.title === IDEA.title),
    alike: similarIdeas.edges.some(isIdea),
    fresh: policyIdeas.freshness.find(isIt)?.state,
    status: node?.status,
    ofItself: node?.freshness?.state,
  };
}

const EVERYWHERE = {
  listed: true,
  counted: true,
  found: true,
  alike: true,
  fresh: 'LIVE',
  status: 'ACTIVE',
  ofItself: 'LIVE',
};
/** Waits until its feed has reached all lists. */
async function isEverywhere(): Promise<void> {
  await until('its rows to be listed', 20_000, async () =>
    isDeepStrictEqual(await appearances(), EVERYWHERE),
  );
}

const NOWHERE = { listed: false, counted: false, found: false, alike: false };

/** The sentence with which a mutation of an administrator is refused. */
async function refusal(name: string, given: object): Promise<string> {
  const { errors = [] } = await administer(name, given);
  expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
  return errors[0]?.message ?? '';
}

test('an organisation that is not as described is refused in a sentence, and is in no list', async () => {
  const refusalOf = async (given: object) => refusal('affiliate', input(given));
  expect(await refusalOf({ kind: 'UNION' })).toBe(
    'input.url: expected an organisation that serves the contract "union" as it is here, but /union is not served there (status 404).',
  );
  expect(await refusalOf({ name: 'Leeds Landlords' })).toBe(
    'input.url: expected an organisation that answers as "leeds-renters" with the name "Leeds Landlords", but it says "Leeds Renters".',
  );
  expect(await refusalOf({ id: 'york-renters' })).toMatch(
    /^input.url: .* \/(organisation|movement) answered with the status 401: it serves another organisation/,
  );
  expect(await refusalOf({ url: house.addressOf('labour') })).toMatch(
    /^input.url: expected an address that nobody else has/,
  );
  expect(await refusalOf({ url: `${newcomer.url}/graphql` })).toMatch(/^input.url: expected https/);
  expect(await refusalOf({ url: 'http://169.254.169.254' })).toBe(
    'input.url: expected https:// and a host with public addresses alone, or with such as AFFILIATE_NETWORKS allows, but "169.254.169.254" has a link-local address.',
  );
  expect(
    await refusalOf({ signIn: { issuer: house.issuers.of('coalition').trusted.issuer } }),
  ).toMatch(/^input.signIn.issuer: expected an issuer that nobody else has/);
  expect((await appearances()).status).toBeUndefined();
});

describe('an organisation', () => {
  test('that joins has its rows in every list, without a restart', async () => {
    await ideaModel(newcomer.db).create(IDEA);
    expect(await appearances()).toEqual({ ...NOWHERE, fresh: undefined, status: undefined });
    const joined = { organisation: { id: 'leeds-renters', status: 'ACTIVE' }, userErrors: [] };
    expect(dataOf(await administer('affiliate', input())).done).toEqual(joined);
    await isEverywhere();
    // Sent again, as by a client that received no answer, it changes nothing.
    expect(dataOf(await administer('affiliate', input())).done).toEqual(joined);
    expect(await refusal('affiliate', input({ summary: 'Another.' }))).toMatch(
      /^input.id: expected an id that no affiliate has/,
    );
  });

  test('that is suspended is in the directory and in no list, until it is reinstated', async () => {
    const id = 'leeds-renters';
    const stands = (status: string) => ({ organisation: { id, status }, userErrors: [] });
    const nothing = { organisation: null, userErrors: [{ code: 'NOTHING_TO_CHANGE' }] };
    expect(dataOf(await administer('reinstate', { id })).done).toEqual(nothing);
    expect(dataOf(await administer('suspend', { id, reason: 'A dispute.' })).done).toEqual(
      stands('SUSPENDED'),
    );
    expect(await appearances()).toEqual({ ...NOWHERE, fresh: undefined, status: 'SUSPENDED' });
    expect(dataOf(await administer('suspend', { id })).done).toEqual(nothing);
    expect(dataOf(await administer('reinstate', { id })).done).toEqual(stands('ACTIVE'));
    await isEverywhere();
  });

  test('that moved is reinstated at its new address, and not at its old one', async () => {
    const id = 'leeds-renters';
    dataOf(await administer('suspend', { id }));
    const before = newcomer.url;
    await newcomer.close();
    expect(await refusal('reinstate', { id })).toMatch(/^input.id: .* cannot be reached there/);
    newcomer = await aNewcomer(house.signers, databases.address('leeds-renters'));
    expect(newcomer.url).not.toBe(before);
    dataOf(await administer('changeAffiliate', { id, url: newcomer.url, summary: 'Moved.' }));
    expect(dataOf(await administer('reinstate', { id })).done.organisation).toEqual({
      id,
      status: 'ACTIVE',
    });
    await isEverywhere();
  });

  test('is changed from the version that it has, and from no earlier one', async () => {
    const id = 'leeds-renters';
    const change = async (given: object) =>
      dataOf(
        await house.ask<{ changeAffiliate: unknown }>(
          `mutation ($input: ChangeAffiliateInput!) {
            changeAffiliate(input: $input) { organisation { summary version } userErrors { code } }
          }`,
          { input: { id, ...given } },
          token,
        ),
      ).changeAffiliate;
    const { organisation } = dataOf(
      await house.ask<{ organisation: { version: number } }>(
        `{ organisation(id: "${id}") { version } }`,
      ),
    );
    const { version } = organisation;
    const changed = { summary: 'First.', version: expect.any(Number) };
    const done = { organisation: changed, userErrors: [] };
    expect(await change({ version, summary: 'First.' })).toEqual(done);
    const refused = { organisation: changed, userErrors: [{ code: 'STALE' }] };
    expect(await change({ version, summary: 'Second.' })).toEqual(refused);
  });

  test('that is disaffiliated is no longer in the directory, and can join again', async () => {
    const id = 'leeds-renters';
    const query = `mutation ($input: DisaffiliateInput!) { disaffiliate(input: $input) { organisation userErrors { code } } }`;
    const end = (given: object) => house.ask(query, { input: given }, token);
    expect(dataOf(await end({ id }))).toEqual({
      disaffiliate: { organisation: id, userErrors: [] },
    });
    expect(await appearances()).toEqual({ ...NOWHERE, fresh: undefined, status: undefined });
    expect((await end({ id })).errors?.[0]?.extensions['code']).toBe('NOT_FOUND');
    expect(dataOf(await end({ id: 'labour' }))).toEqual({
      disaffiliate: { organisation: null, userErrors: [{ code: 'IN_SETTINGS' }] },
    });
    dataOf(await administer('affiliate', input()));
    await isEverywhere();
  });
});

test('administrators of organisations cannot change the directory, nor can visitors', async () => {
  const query =
    'mutation ($input: SuspendInput!) { suspend(input: $input) { userErrors { code } } }';
  const of = async (asked?: string) =>
    (await house.ask(query, { input: { id: 'unite' } }, asked)).errors?.map(
      ({ extensions }) => extensions['code'],
    );
  expect(await of()).toEqual(['UNAUTHENTICATED']);
  expect(await of(anotherOrganisation)).toEqual(['FORBIDDEN']);
});
