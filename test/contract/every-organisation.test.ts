/**
 * Each organisation of the directory serves what it should. The other files prove what a contract promises at one
 * organisation that serves it; one that is set up wrongly shows here.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { contractsOf, readOrganisations } from '../../directory/organisations.ts';
import { dataOf, refusalsOf } from '../support/answer.ts';
import type { TestHouse } from '../support/house.ts';
import { schedule } from './events.ts';
import { aFullHouse } from './full-house.ts';
import { submitIdea } from './ideas.ts';
import { inBothLists, LIST_OF } from './lists.ts';
import { mutationOf, ofKind } from './mutations.ts';
import { memberToken } from './people.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await aFullHouse();
});
afterAll(() => house?.close());

interface Node {
  __typename: string;
  id: string;
}
type Lists = Record<string, { edges: { node: Node }[] }>;

/** The status that an owner answers with, asked past the gateway. */
const statusOf = async (id: string, path: string, headers: Record<string, string> = {}) =>
  (await fetch(house.addressOf(id) + path, { headers })).status;

describe.each(readOrganisations().map((organisation) => ({ ...organisation, organisation })))(
  '$id',
  ({ id, kind, name, organisation }) => {
    const administrator = () => memberToken(house, id, 'the administrator', ['ADMINISTRATOR']);

    test('says over plain HTTP who it is, and that this is unchanged', async () => {
      const about = new URL(`/organisations/${id}/about`, house.url);
      const response = await fetch(about);
      const { summary, website, issuer } = organisation;
      expect(await response.json()).toEqual({ id, name, kind, summary, website, issuer });
      expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
      const etag = response.headers.get('etag') ?? '';
      const again = await fetch(about, { headers: { 'if-none-match': etag } });
      expect([again.status, await again.text()]).toEqual([304, '']);
      // Past the gateway nobody is answered.
      expect(await statusOf(id, '/organisation/about')).toBe(401);
    });

    test('says who it is, and lists what it has, each thing to be found by its id', async () => {
      const lists = ['policyIdeas', 'events', 'campaigns', LIST_OF[kind].list];
      const fields = lists.map((list) => `${list}(first: 1) { edges { node { __typename id } } }`);
      const query = `query ($id: ID!) {
        organisation(id: $id) { name kind }
        lists: organisation(id: $id) { ${fields.join(' ')} }
      }`;
      const found = dataOf(await house.ask<{ organisation: object; lists: Lists }>(query, { id }));
      expect(found.organisation).toEqual({ name, kind });
      for (const list of lists) {
        const { node } = found.lists[list]!.edges[0]!;
        const byId = 'query ($id: ID!) { node(id: $id) { __typename id } }';
        expect(await house.ask(byId, { id: node.id })).toEqual({ data: { node } });
      }
    });

    test('does a mutation, which both lists show, and one that only its kind has', async () => {
      const token = await memberToken(house, id);
      const answer = await submitIdea(house, { organisation: id }, token);
      const given = [{ id: dataOf(answer).submitPolicyIdea.idea!.id }];
      const lists = await inBothLists(house, 'policyIdeas', id, { first: 1 });
      expect(lists).toEqual([given, given]);
      const [[mutation, input]] = Object.entries(ofKind(organisation)) as [[string, object]];
      expect(
        dataOf(await house.ask(mutationOf(mutation), { input }, await administrator())),
      ).toEqual({ [mutation]: { userErrors: [] } });
    });

    test('gives its feed to the coalition, which follows it, and to nobody else', async () => {
      const path = '/feed?after=0';
      const signed = house.asCoalition(id, { path, body: '' }, null);
      expect(await statusOf(id, path, signed)).toBe(200);
      expect(await statusOf(id, path)).toBe(401);
      const query = '{ policyIdeas(first: 1) { freshness { organisation { id } state } } }';
      const { policyIdeas } = dataOf(
        await house.ask<{ policyIdeas: { freshness: object[] } }>(query),
      );
      expect(policyIdeas.freshness).toContainEqual({ organisation: { id }, state: 'LIVE' });
    });

    test('refuses who has no token, no right or no signature, and an id that is none', async () => {
      expect(refusalsOf(await submitIdea(house, { organisation: id }))).toEqual([
        { code: 'UNAUTHENTICATED' },
      ]);
      const member = await memberToken(house, id);
      expect(refusalsOf(await schedule(house, { organisation: id }, member))).toEqual([
        { code: 'FORBIDDEN' },
      ]);
      for (const contract of contractsOf(organisation))
        expect(await statusOf(id, `/${contract}`)).toBe(401);
      expect(refusalsOf(await house.ask(`{ node(id: "${id}:idea:1") { id } }`))).toEqual([
        { code: 'BAD_USER_INPUT', argument: 'id' },
      ]);
    });
  },
);
