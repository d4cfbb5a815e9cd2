/** An organisation joins, is suspended and comes back while everything runs, through the gateway. */
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

/** Does what an administrator does. */
const administer = (name: string, given: object) =>
  house.ask<Done>(
    `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) {
      done: ${name}(input: $input) { organisation { id status } userErrors { code } }
    }`,
    { input: given },
    token,
  );

interface Shown {
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

/** Where the newcomer shows. */
async function shown() {
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
    await house.ask<Shown>(query),
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
/** Its feed is on its way to the lists. */
async function isEverywhere(): Promise<void> {
  await until('its rows to be listed', 20_000, async () =>
    isDeepStrictEqual(await shown(), EVERYWHERE),
  );
}

const NOWHERE = { listed: false, counted: false, found: false, alike: false };

/** Why an administrator is refused. */
async function refusal(name: string, given: object): Promise<string> {
  const { errors = [] } = await administer(name, given);
  expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
  return errors[0]?.message ?? '';
}

test('what is not what it says is refused in words, and is in no list', async () => {
  const isNot = async (given: object) => refusal('affiliate', input(given));
  expect(await isNot({ kind: 'UNION' })).toBe(
    'input.url: expected an organisation that serves the contract "union" as it is here, but /union is not served there (status 404).',
  );
  expect(await isNot({ name: 'Leeds Landlords' })).toBe(
    'input.url: expected an organisation that answers as "leeds-renters" with the name "Leeds Landlords", but it says "Leeds Renters".',
  );
  expect(await isNot({ id: 'york-renters' })).toMatch(
    /^input.url: .* \/(organisation|movement) answered with the status 401: it serves another organisation/,
  );
  expect(await isNot({ url: house.addressOf('labour') })).toMatch(
    /^input.url: expected an address that nobody else has/,
  );
  expect(await isNot({ url: `${newcomer.url}/graphql` })).toMatch(/^input.url: expected https/);
  expect(await isNot({ url: 'http://169.254.169.254' })).toBe(
    'input.url: expected https:// and a host with public addresses alone, or with such as AFFILIATE_NETWORKS allows, but "169.254.169.254" has a link-local address.',
  );
  expect(await isNot({ signIn: { issuer: house.issuers.of('coalition').trusted.issuer } })).toMatch(
    /^input.signIn.issuer: expected an issuer that nobody else has/,
  );
  expect((await shown()).status).toBeUndefined();
});

describe('an organisation', () => {
  test('that joins has its rows in every list, with no restart', async () => {
    await ideaModel(newcomer.db).create(IDEA);
    expect(await shown()).toEqual({ ...NOWHERE, fresh: undefined, status: undefined });
    const joined = { organisation: { id: 'leeds-renters', status: 'ACTIVE' }, userErrors: [] };
    expect(dataOf(await administer('affiliate', input())).done).toEqual(joined);
    await isEverywhere();
    // Sent again, as by a client that had no answer, it changes nothing.
    expect(dataOf(await administer('affiliate', input())).done).toEqual(joined);
    expect(await refusal('affiliate', input({ summary: 'Another.' }))).toMatch(
      /^input.id: expected an id that no affiliate has/,
    );
  });

  test('that is suspended is in the directory and in no list, and comes back', async () => {
    const id = 'leeds-renters';
    const stands = (status: string) => ({ organisation: { id, status }, userErrors: [] });
    const nothing = { organisation: null, userErrors: [{ code: 'NOTHING_TO_CHANGE' }] };
    expect(dataOf(await administer('reinstate', { id })).done).toEqual(nothing);
    expect(dataOf(await administer('suspend', { id, reason: 'A dispute.' })).done).toEqual(
      stands('SUSPENDED'),
    );
    expect(await shown()).toEqual({ ...NOWHERE, fresh: undefined, status: 'SUSPENDED' });
    expect(dataOf(await administer('suspend', { id })).done).toEqual(nothing);
    expect(dataOf(await administer('reinstate', { id })).done).toEqual(stands('ACTIVE'));
    await isEverywhere();
  });

  test('that has moved away is not reinstated where it was, and is where it is now', async () => {
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

  test('whose affiliation ends is in the directory no longer, and can come again', async () => {
    const id = 'leeds-renters';
    const query = `mutation ($input: DisaffiliateInput!) { disaffiliate(input: $input) { id userErrors { code } } }`;
    const end = (given: object) => house.ask(query, { input: given }, token);
    expect(dataOf(await end({ id }))).toEqual({ disaffiliate: { id, userErrors: [] } });
    expect(await shown()).toEqual({ ...NOWHERE, fresh: undefined, status: undefined });
    expect((await end({ id })).errors?.[0]?.extensions['code']).toBe('NOT_FOUND');
    expect(dataOf(await end({ id: 'labour' }))).toEqual({
      disaffiliate: { id: null, userErrors: [{ code: 'IN_SETTINGS' }] },
    });
    dataOf(await administer('affiliate', input()));
    await isEverywhere();
  });
});

test('administrators of organisations do nothing to the directory, nor do visitors', async () => {
  const query =
    'mutation ($input: SuspendInput!) { suspend(input: $input) { userErrors { code } } }';
  const of = async (asked?: string) =>
    (await house.ask(query, { input: { id: 'unite' } }, asked)).errors?.map(
      ({ extensions }) => extensions['code'],
    );
  expect(await of()).toEqual(['UNAUTHENTICATED']);
  expect(await of(anotherOrganisation)).toEqual(['FORBIDDEN']);
});
