import { partId } from '../../subgraphs/framework/parts.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dataOf, refusalsOf } from '../support/answer.ts';
import type { TestHouse } from '../support/house.ts';
import { soon } from './soon.ts';
import { aCampaignAt, changeCampaign } from './campaigns.ts';
import { anEventAt, inHours } from './events.ts';
import { share } from './experiences.ts';
import { aFullHouse } from './full-house.ts';
import { anIdeaAt } from './ideas.ts';
import { editorToken, memberToken, organiserToken, ORGANISATION, ORGANISATIONS } from './people.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await aFullHouse();
});
afterAll(() => house?.close());

interface Cited {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  freshness: { state: string }[];
  edges: {
    card: { type: string; title: string; organisation: { id: string } };
    node: { id: string; is: string } | null;
  }[];
}

/** What cites a thing, asked of it by its id. */
async function citing(id: string, type: string, args: object = {}): Promise<Cited> {
  const query = `query ($id: ID!, $types: [CardType!], $first: Int, $after: String) {
    node(id: $id) { ... on ${type} { citedIn(types: $types, first: $first, after: $after) {
      totalCount pageInfo { hasNextPage endCursor } freshness { state }
      edges { card { type title organisation { id } } node { id is: __typename } }
    } } }
  }`;
  const answer = await house.ask<{ node: { citedIn: Cited } }>(query, { id, ...args });
  return dataOf(answer).node.citedIn;
}

/** The same, once so many things cite it. */
const citedBy = (id: string, type: string, count: number): Promise<Cited> =>
  soon(
    () => citing(id, type),
    ({ totalCount }) => totalCount === count,
  );

const idsOf = ({ edges }: Cited) => edges.map(({ node }) => node!.id);

/** Does what an editor does, and gives the id of what was made. */
async function made(name: string, thing: string, input: object, token: string): Promise<string> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { payload: ${name}(input: $input) { ${thing} { id } userErrors { code } } }`;
  type Payload = { payload: Record<string, { id: string }> };
  return dataOf(await house.ask<Payload>(query, { input }, token)).payload[thing]!.id;
}

async function aReviewOf(idea: string): Promise<string> {
  const editor = await editorToken(house, 'labour');
  const input = { organisation: 'labour', question: 'What next?', closesAt: inHours(1) };
  const review = await made('openPolicyReview', 'review', input, editor);
  return made('takeUpIdea', 'review', { review, idea }, editor);
}

const aWinOf = async (idea: string, organisation: string): Promise<string> =>
  made(
    'recordWin',
    'win',
    { organisation, title: 'The 14 runs late', story: 'We asked.', wonAt: inHours(-1), idea },
    await editorToken(house, organisation),
  );

describe('an idea of an organisation', () => {
  const organisation = ORGANISATION;

  test('is cited in the reviews that took it up, the campaigns that fight for it and the wins that carried it out', async () => {
    const { id } = await anIdeaAt(house, organisation);
    expect(await citing(id, 'PolicyIdea')).toMatchObject({ totalCount: 0, edges: [] });
    const review = await aReviewOf(id);
    const campaigns = [];
    for (const owner of ORGANISATIONS)
      campaigns.push((await aCampaignAt(house, owner, { ideas: [id] })).id);
    const win = await aWinOf(id, 'peoples-assembly');
    const cited = await citedBy(id, 'PolicyIdea', 7);
    expect(idsOf(cited)).toEqual([win, ...campaigns.toReversed(), review]);
    expect(
      cited.edges.map(({ card, node }) => [card.type, card.organisation.id, node!.is]),
    ).toEqual([
      ['WIN', 'peoples-assembly', 'Win'],
      ...ORGANISATIONS.toReversed().map((owner) => ['CAMPAIGN', owner, 'Campaign']),
      ['REVIEW', 'labour', 'PolicyReview'],
    ]);
    expect(cited.freshness).toHaveLength(ORGANISATIONS.length);
  });

  test('lists what cites it by pages, and of the types that are asked for', async () => {
    const { id } = await anIdeaAt(house, organisation);
    for (const owner of ORGANISATIONS) await aCampaignAt(house, owner, { ideas: [id] });
    await aReviewOf(id);
    const all = idsOf(await citedBy(id, 'PolicyIdea', 6));
    const walked: string[] = [];
    for (let after: string | null = null; ;) {
      const page: Cited = await citing(id, 'PolicyIdea', { first: 2, after });
      expect(page.totalCount).toBe(6);
      walked.push(...idsOf(page));
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(walked).toEqual(all);
    const reviews = await citing(id, 'PolicyIdea', { types: ['REVIEW'] });
    expect({ count: reviews.totalCount, ids: idsOf(reviews) }).toEqual({
      count: 1,
      ids: [all[0]],
    });
    expect(await citing(id, 'PolicyIdea', { types: [] })).toMatchObject({
      totalCount: 0,
      edges: [],
    });
  });

  test('is no longer cited in a campaign that fights for it no more', async () => {
    const { id } = await anIdeaAt(house, organisation);
    const campaign = await aCampaignAt(house, organisation, { ideas: [id] });
    await citedBy(id, 'PolicyIdea', 1);
    const organiser = await organiserToken(house, organisation);
    dataOf(await changeCampaign(house, { campaign: campaign.id, ideas: [] }, organiser));
    expect(idsOf(await citedBy(id, 'PolicyIdea', 0))).toEqual([]);
  });

  test('is cited in each once, also in a list of many', async () => {
    const ideas = [await anIdeaAt(house, organisation), await anIdeaAt(house, organisation)];
    const { id } = await aCampaignAt(house, organisation, { ideas: ideas.map((one) => one.id) });
    await citedBy(ideas[0]!.id, 'PolicyIdea', 1);
    type Listed = { policyIdeas: { edges: { node: { id: string; citedIn: Cited } }[] } };
    const { policyIdeas } = dataOf(
      await house.ask<Listed>(
        `{ policyIdeas(first: 10, filter: { organisations: ["${organisation}"] }) { edges { node { id citedIn { totalCount edges { node { id } } } } } } }`,
      ),
    );
    const byId = new Map(policyIdeas.edges.map(({ node }) => [node.id, node.citedIn]));
    for (const idea of ideas)
      expect(byId.get(idea.id)).toEqual({ totalCount: 1, edges: [{ node: { id } }] });
  });
});

describe('an experience told to an organisation', () => {
  const organisation = ORGANISATION;

  test('is cited in the papers with a claim that rests on it, once each, and never in a draft', async () => {
    const token = await memberToken(house, organisation);
    const { id } = dataOf(await share(house, { organisation }, token)).shareExperience.experience!;
    const editor = await editorToken(house, 'progress');
    const paper = (status: string, claims: object[]) =>
      made(
        'recordPaper',
        'paper',
        {
          organisation: 'progress',
          title: `Resting, ${status}`,
          abstract: 'Short.',
          status,
          claims,
        },
        editor,
      );
    await paper('DRAFT', [{ text: 'One.', experiences: [id] }]);
    const twice = await paper('PUBLISHED', [
      { text: 'One.', experiences: [id] },
      { text: 'Two.', experiences: [id] },
    ]);
    const later = await paper('CONSULTATION', [{ text: 'One.' }]);
    expect(idsOf(await citedBy(id, 'Experience', 1))).toEqual([twice]);
    await made(
      'citeExperience',
      'paper',
      { paper: later, claim: partId(later, 'claim', 1), experience: id },
      editor,
    );
    expect(idsOf(await citedBy(id, 'Experience', 2))).toEqual([later, twice]);
  });
});

test('an event is cited in the campaigns that it is part of', async () => {
  const { id } = await anEventAt(house, 'unite');
  const campaign = await aCampaignAt(house, 'labour', { actions: [id] });
  expect(idsOf(await citedBy(id, 'Event', 1))).toEqual([campaign.id]);
});

test.each([
  ['first: 0', 'first'],
  ['first: 101', 'first'],
  ['after: "somewhere"', 'after'],
])('what cites a thing is refused for %s, naming the argument', async (args, argument) => {
  const query = `{ policyIdeas(first: 1) { edges { node { citedIn(${args}) { totalCount } } } } }`;
  expect(refusalsOf(await house.ask(query))).toEqual([{ code: 'BAD_USER_INPUT', argument }]);
});
