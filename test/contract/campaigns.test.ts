import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '../../subgraphs/framework/ids.ts';
import { dataOf, refusalsOf } from '../support/answer.ts';
import type { TestHouse } from '../support/house.ts';
import { soon } from './soon.ts';
import {
  aCampaignAt,
  type CampaignView,
  changeCampaign,
  openCampaign,
  readCampaign,
} from './campaigns.ts';
import { anEventAt, inHours } from './events.ts';
import { aFullHouse } from './full-house.ts';
import { anIdeaAt } from './ideas.ts';
import { inBothLists } from './lists.ts';
import { neighbourOf, organiserToken, ORGANISATION, ORGANISATIONS } from './people.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await aFullHouse();
});
afterAll(() => house?.close());

const refused = async (organisation: string, input: object) =>
  refusalsOf(
    await openCampaign(
      house,
      { organisation, ...input },
      await organiserToken(house, organisation),
    ),
  );

describe('a campaign of an organisation', () => {
  const organisation = ORGANISATION;
  const other = neighbourOf(organisation);
  const open = (input: object = {}) => aCampaignAt(house, organisation, input);
  const change = async (input: object): Promise<CampaignView> =>
    dataOf(await changeCampaign(house, input, await organiserToken(house, organisation)))
      .changeCampaign.campaign!;

  test('is there for everyone as it was opened, with what it is linked to of any organisation', async () => {
    const ideas = [await anIdeaAt(house, organisation), await anIdeaAt(house, other)];
    const events = [await anEventAt(house, organisation), await anEventAt(house, other)];
    const { id } = await open({
      name: '  Get us home  ',
      description: '**Every** night.',
      themes: ['transport', 'work', 'transport'],
      area: 'wales',
      status: 'PLANNED',
      resources: [{ title: 'Card', kind: 'LEAFLET', url: 'https://files.example/card.pdf' }],
      milestones: [
        { text: 'A hundred walks', due: '2099-01-01T00:00:00.000Z' },
        { text: 'Ten walks', reached: '2020-01-01T00:00:00.000Z' },
      ],
      ideas: [...ideas, ideas[0]!].map((one) => one.id),
      actions: events.map((one) => one.id),
      allies: [other, other],
    });
    expect(id).toMatch(new RegExp(`^${organisation}:campaign:`));
    // The catalogue is asked for what it is linked to, and may know of it a moment later.
    const linked = await soon(
      () => readCampaign(house, id),
      (campaign) => campaign?.ideas?.length === 2 && campaign.actions?.length === 2,
    );
    expect(linked).toMatchObject({
      id,
      name: 'Get us home',
      aim: 'A bus home after the late shift.',
      description: '**Every** night.',
      status: 'PLANNED',
      organisation: { id: organisation },
      themes: [{ id: 'transport' }, { id: 'work' }],
      area: { id: 'wales' },
      resources: [{ title: 'Card', kind: 'LEAFLET', url: 'https://files.example/card.pdf' }],
      milestones: [
        { text: 'A hundred walks', due: '2099-01-01T00:00:00.000Z', reached: null },
        { text: 'Ten walks', due: null, reached: '2020-01-01T00:00:00.000Z' },
      ],
      ideas: ideas.map(({ id: own, title }) => ({ id: own, title })),
      actions: events.map(({ id: own, name }) => ({ id: own, name })),
      allies: [{ id: other, name: expect.stringMatching(/./) }],
    });
  });

  test("is in its organisation's list and in the coalition's, the last one first", async () => {
    const { id } = await open();
    const selection = '{ id name status description }';
    const how = { selection };
    const args = { first: 1, filter: { organisations: [organisation] } };
    const rows = await soon(
      () => inBothLists<CampaignView>(house, 'campaigns', organisation, args, how),
      (lists) => lists.every(([first]) => first?.id === id),
    );
    expect(rows[0]).toEqual(rows[1]);
  });

  test('keeps what a change leaves out, and takes what it gives', async () => {
    const idea = await anIdeaAt(house, other);
    const campaign = await open({
      area: 'wales',
      description: 'Long.',
      ideas: [idea.id],
      allies: [other],
    });
    const changed = await change({ campaign: campaign.id, status: 'WON', name: 'Home' });
    const { updatedAt: _before, version: _first, ideas: _ideas, ...kept } = campaign;
    expect(changed).toMatchObject({
      ...kept,
      status: 'WON',
      name: 'Home',
      updatedAt: expect.stringMatching(/Z$/),
    });
    expect(changed.updatedAt > campaign.updatedAt).toBe(true);
    const emptied = await change({
      campaign: campaign.id,
      area: null,
      description: '',
      ideas: [],
      allies: [],
      name: null,
    });
    expect(emptied).toMatchObject({ name: 'Home', area: null, description: null, allies: [] });
    const stands = await soon(
      () => readCampaign(house, campaign.id),
      (one) => one?.ideas?.length === 0,
    );
    expect(stands).toMatchObject({ status: 'WON', ideas: [], allies: [] });
  });

  test('takes one of two changes that were made from the same version', async () => {
    const { id, version } = await open();
    const token = await organiserToken(house, organisation);
    const outcomes = await Promise.all(
      ['One', 'Two'].map(async (aim) =>
        dataOf(await changeCampaign(house, { campaign: id, version, aim }, token)),
      ),
    );
    const [done, stale] = outcomes
      .map(({ changeCampaign: payload }) => payload)
      .toSorted((a, b) => a.userErrors.length - b.userErrors.length);
    expect(done).toMatchObject({ campaign: { version: 2 }, userErrors: [] });
    expect(stale).toEqual({
      campaign: done!.campaign,
      userErrors: [{ code: 'STALE', field: 'input.version' }],
    });
  });

  test('takes two changes at once, each of its own', async () => {
    const { id } = await open();
    const [one, two] = await Promise.all([
      anIdeaAt(house, organisation),
      anEventAt(house, organisation),
    ]);
    await Promise.all([
      change({ campaign: id, ideas: [one.id] }),
      change({ campaign: id, actions: [two.id] }),
      change({ campaign: id, area: 'london' }),
    ]);
    const stands = await soon(
      () => readCampaign(house, id),
      (campaign) => campaign?.ideas?.length === 1 && campaign.actions?.length === 1,
    );
    expect(stands.area).toEqual({ id: 'london' });
  });

  test('is linked to nothing that cannot be there', async () => {
    const naming = (argument: string) => [{ code: 'NOT_FOUND', argument }];
    const there = await anIdeaAt(house, organisation);
    for (const owner of [organisation, 'nobody', 'coalition']) {
      expect(await refused(organisation, { ideas: [there.id, newId(owner, 'idea')] })).toEqual(
        naming('input.ideas.1'),
      );
      expect(await refused(organisation, { actions: [newId(owner, 'event')] })).toEqual(
        naming('input.actions.0'),
      );
    }
    expect(await refused(organisation, { allies: [other, 'nobody'] })).toEqual(
      naming('input.allies.1'),
    );
  });
});

test.each([
  [{ ideas: [newId('unite', 'event')] }, 'input.ideas.0'],
  [{ ideas: ['no id'] }, 'input.ideas.0'],
  [{ actions: [newId('unite', 'idea')] }, 'input.actions.0'],
  [{ allies: ['No one!'] }, 'input.allies.0'],
  [{ allies: ['unite'] }, 'input.allies.0'],
  [{ themes: ['dragons'] }, 'input.themes.0'],
  [{ area: 'atlantis' }, 'input.area'],
  [{ ideas: Array.from({ length: 51 }, () => newId('labour', 'idea')) }, 'input.ideas'],
  [{ milestones: Array.from({ length: 21 }, () => ({ text: 'A step' })) }, 'input.milestones'],
  [{ milestones: [{ text: '' }] }, 'input.milestones.0.text'],
  [{ milestones: [{ text: 'Soon', reached: inHours(2) }] }, 'input.milestones.0.reached'],
  [
    { resources: [{ title: 'A', kind: 'GUIDE', url: 'ftp://files.example/a' }] },
    'input.resources.0.url',
  ],
  [
    { resources: [{ title: '', kind: 'GUIDE', url: 'https://files.example/a' }] },
    'input.resources.0.title',
  ],
])('a campaign with %j is refused, naming what is wrong', async (input, argument) => {
  expect(await refused('unite', input)).toEqual([{ code: 'BAD_USER_INPUT', argument }]);
});

test('the sample has campaigns of every organisation, for ideas of others too', async () => {
  const { campaigns } = dataOf(
    await house.ask<{
      campaigns: { edges: { node: CampaignView & { organisation: { id: string } } }[] };
    }>(
      '{ campaigns(first: 100, orderBy: OLDEST, filter: { createdBefore: "2026-11-01T00:00:00.000Z" }) { edges { node { id name organisation { id } ideas { id title organisation { id } } allies { id name } resources { url } milestones { due reached } } } } }',
    ),
  );
  const nodes = campaigns.edges.map(({ node }) => node);
  expect(new Set(nodes.map(({ organisation }) => organisation.id))).toEqual(new Set(ORGANISATIONS));
  expect(nodes.every(({ ideas, resources }) => ideas!.length > 0 && resources!.length > 0)).toBe(
    true,
  );
  const across = nodes.filter(({ organisation, ideas }) =>
    ideas!.some((idea) => idea.organisation.id !== organisation.id),
  );
  expect(across.length).toBeGreaterThan(4);
});
