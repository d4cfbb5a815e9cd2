/** An organisation joins, is suspended and comes back while everything runs, through the gateway. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { networksWith } from '../../directory/networks.ts';
import { dataOf, refusalsOf } from '../support/answer.ts';
import { anIdea } from '../support/builders.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { aHouse, type TestHouse } from '../support/house.ts';
import { aNewcomer } from '../support/newcomer.ts';

let house: TestHouse;
let databases: TestDatabase;
let newcomer: Awaited<ReturnType<typeof aNewcomer>>;
let token: string;
beforeAll(async () => {
  house = await aHouse({ networks: networksWith(['127.0.0.0/8']) });
  databases = await testDatabase();
  newcomer = await aNewcomer(house.signers, databases.address('leeds-renters'));
  token = await house.issuers
    .of('coalition')
    .token({ subject: 'the-administrator', roles: ['ADMINISTRATOR'] });
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
  organisations: { edges: { node: { id: string; status: string } }[] };
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
    organisations(first: 100) { edges { node { id status } } }
  }`;
  const { policyIdeas, search, similarIdeas, organisations } = dataOf(
    await house.ask<Shown>(query),
  );
  const isIdea = ({ node }: { node: { id: string } }) => node.id === IDEA._id;
  const isIt = ({ organisation }: { organisation: { id: string } }) =>
    organisation.id === 'leeds-renters';
  return {
    listed: policyIdeas.edges.some(isIdea),
    counted: policyIdeas.facets.organisations.some(isIt),
    found: search.edges.some(({ card }) => card.title === IDEA.title),
    alike: similarIdeas.edges.some(isIdea),
    fresh: policyIdeas.freshness.find(isIt)?.state,
    status: organisations.edges.find(({ node }) => node.id === 'leeds-renters')?.node.status,
  };
}

const EVERYWHERE = {
  listed: true,
  counted: true,
  found: true,
  alike: true,
  fresh: 'LIVE',
  status: 'ACTIVE',
};
const NOWHERE = { listed: false, counted: false, found: false, alike: false };

describe('an organisation', () => {
  test('that joins has its rows in every list, with no restart', async () => {
    await newcomer.db.collection('ideas').insertOne(IDEA as never);
    expect(await shown()).toEqual({ ...NOWHERE, fresh: undefined, status: undefined });
    expect(dataOf(await administer('affiliate', input())).done).toEqual({
      organisation: { id: 'leeds-renters', status: 'ACTIVE' },
      userErrors: [],
    });
    expect(await shown()).toEqual(EVERYWHERE);
  });
});
