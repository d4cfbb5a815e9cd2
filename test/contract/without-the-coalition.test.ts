import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { COALITION, type Organisation, readOrganisations } from '../../directory/organisations.ts';
import { dataOf } from '../support/answer.ts';
import { aHouse, type TestHouse } from '../support/house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await aHouse();
  await house.end(COALITION);
});
afterAll(() => house?.close());

/** What each kind has, and what it is called. */
const OWN: Record<Organisation['kind'], [list: string, title: string]> = {
  PARTY: ['policyReviews', 'question'],
  UNION: ['polls', 'question'],
  THINK_TANK: ['papers', 'title'],
  MOVEMENT: ['wins', 'title'],
};

interface Page {
  edges: { node: { id: string; title: string; organisation: object } }[];
}

test.each(readOrganisations().map((one) => [one.id, one] as const))(
  'what only %s has is answered whole, with whose it is',
  async (id, { kind, name, summary, website }) => {
    const [list, title] = OWN[kind];
    const whose = { id, name, kind, summary, website };
    const fields = 'id name kind summary website';
    const query = `query ($id: ID!) { organisation(id: $id) {
      ${fields} own: ${list} { edges { node { id title: ${title} organisation { ${fields} } } } }
    } }`;
    const { organisation } = dataOf(
      await house.ask<{ organisation: { own: Page } }>(query, { id }),
    );
    expect(organisation).toMatchObject(whose);
    expect(organisation.own.edges.length).toBeGreaterThan(0);
    for (const { node } of organisation.own.edges) {
      expect(node.title).toMatch(/./);
      expect(node.organisation).toEqual(whose);
    }
  },
);
