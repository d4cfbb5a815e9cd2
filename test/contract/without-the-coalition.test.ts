import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { COALITION, type Organisation, readOrganisations } from '../../directory/organisations.ts';
import { dataOf } from '../support/answer.ts';
import { aHouse, type TestHouse } from '../support/house.ts';
import { LIST_OF } from './lists.ts';
import { EACH_KIND } from './people.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await aHouse();
  await house.end(COALITION);
});
afterAll(() => house?.close());

const organisationOf = (id: string): Organisation =>
  readOrganisations().find((one) => one.id === id)!;

interface Page {
  edges: { node: { id: string; title: string; organisation: object } }[];
}

test.each(EACH_KIND.map((id) => [id, organisationOf(id)] as const))(
  'what only %s has is answered whole, with whose it is',
  async (id, { kind, name, summary, website }) => {
    const { list, title } = LIST_OF[kind];
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
