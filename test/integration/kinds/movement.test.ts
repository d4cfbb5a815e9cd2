import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Caller } from '../../../identity/caller.ts';
import { ideaModel } from '../../../subgraphs/organisation/ideas/idea.ts';
import { newId } from '../../../subgraphs/framework/ids.ts';
import { dataOf, refusalsOf } from '../../support/answer.ts';
import { anIdea } from '../../support/builders.ts';
import { aMember, anEditor, anOrganiser } from '../../support/callers.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { anOrganisation, type TestOrganisation } from '../../support/organisation.ts';

const ID = 'movement-for-change';

let database: TestDatabase;
let change: TestOrganisation;

beforeAll(async () => {
  database = await testDatabase();
  change = await anOrganisation(ID, database.address(ID));
});

afterAll(async () => {
  await change?.close();
  await database?.close();
});

const HOUR_MS = 60 * 60 * 1000;
const hoursAgo = (hours: number): Date => new Date(Date.now() - hours * HOUR_MS);

const WIN = `{
  id organisation { id name kind } title story themes { id } area { id name } wonAt idea { id } evidence
}`;
const RECORD = `mutation ($input: RecordWinInput!) {
  recordWin(input: $input) { win ${WIN} userErrors { code message field } }
}`;
const ENTITIES = `query ($representations: [_Any!]!) {
  entities: _entities(representations: $representations) { ... on Win ${WIN} }
}`;
const LIST = `query ($representations: [_Any!]!, $first: Int, $after: String) {
  entities: _entities(representations: $representations) { ... on Organisation {
    wins(first: $first, after: $after) {
      totalCount pageInfo { hasNextPage endCursor } edges { node ${WIN} }
    }
  } }
}`;

interface WinView {
  id: string;
  title: string;
  wonAt: string;
}
interface Payload {
  win: WinView | null;
  userErrors: unknown[];
}
interface Page {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  edges: { node: WinView }[];
}

const record = (input: object, caller: Caller | null = anEditor(ID), of = change) =>
  of.ask<{ recordWin: Payload }>(
    'movement',
    RECORD,
    {
      input: {
        organisation: ID,
        title: 'The 14 runs until midnight',
        story: 'Forty of us rode it **together**.',
        wonAt: hoursAgo(1),
        ...input,
      },
    },
    caller,
  );

async function aWin(input: object = {}, of = change): Promise<WinView> {
  return dataOf(await record(input, anEditor(ID), of)).recordWin.win!;
}

async function read(id: string): Promise<WinView | null> {
  const representations = [{ __typename: 'Win', id }];
  const answer = await change.ask<{ entities: [WinView | null] }>('movement', ENTITIES, {
    representations,
  });
  return dataOf(answer).entities[0];
}

async function list(of: TestOrganisation, args: object = {}): Promise<Page> {
  const representations = [{ __typename: 'Organisation', id: ID }];
  const answer = await of.ask<{ entities: [{ wins: Page }] }>('movement', LIST, {
    representations,
    ...args,
  });
  return dataOf(answer).entities[0].wins;
}

describe('recording a win', () => {
  test('an editor records it, with the idea of any organisation that it carried out', async () => {
    const [wonAt, idea] = [hoursAgo(48), newId('unite', 'idea')];
    const { win, userErrors } = dataOf(
      await record({
        wonAt,
        idea,
        themes: ['transport'],
        area: 'wales',
        evidence: 'https://council.example/minutes?item=14',
      }),
    ).recordWin;
    expect(userErrors).toEqual([]);
    expect(win).toEqual({
      id: expect.stringMatching(/^movement-for-change:win:/),
      organisation: { id: ID, name: change.organisation.name, kind: 'MOVEMENT' },
      title: 'The 14 runs until midnight',
      story: 'Forty of us rode it **together**.',
      themes: [{ id: 'transport' }],
      area: { id: 'wales', name: 'Wales' },
      wonAt: wonAt.toISOString(),
      idea: { id: idea },
      evidence: 'https://council.example/minutes?item=14',
    });
    expect(await read(win!.id)).toEqual(win);
  });

  test('it may be nationwide, with no theme, idea or evidence', async () => {
    expect(await aWin()).toMatchObject({ themes: [], area: null, idea: null, evidence: null });
  });

  test.each([
    ['nobody', null, 'UNAUTHENTICATED'],
    ['a member', aMember(ID), 'FORBIDDEN'],
    ['an organiser', anOrganiser(ID), 'FORBIDDEN'],
    ['an editor of another movement', anEditor('peoples-assembly'), 'FORBIDDEN'],
  ])('%s may not', async (_who, caller, code) => {
    expect(refusalsOf(await record({}, caller))).toEqual([{ code }]);
  });

  test.each([
    ['a title of two characters', { title: 'We' }, 'input.title'],
    ['an empty story', { story: ' ' }, 'input.story'],
    ['a story of 10,001 characters', { story: 's'.repeat(10_001) }, 'input.story'],
    ['six themes', { themes: Array.from({ length: 6 }, () => 'work') }, 'input.themes'],
    ['an unknown area', { area: 'atlantis' }, 'input.area'],
    ['a change still to come', { wonAt: hoursAgo(-1) }, 'input.wonAt'],
    ['an event in the place of an idea', { idea: newId(ID, 'event') }, 'input.idea'],
    ['evidence that is no web address', { evidence: 'javascript:alert(1)' }, 'input.evidence'],
  ])('%s is refused by name', async (_what, input, argument) => {
    expect(refusalsOf(await record(input))).toEqual([{ code: 'BAD_USER_INPUT', argument }]);
  });
});

describe('the idea that a win carried out', () => {
  test.each([
    ['of nobody in the coalition', newId('atlantis', 'idea')],
    ['of this movement, which is not there', newId(ID, 'idea')],
  ])('%s is named, and nothing is recorded', async (_whose, idea) => {
    const before = (await list(change)).totalCount;
    expect(refusalsOf(await record({ idea }))).toEqual([
      { code: 'NOT_FOUND', argument: 'input.idea' },
    ]);
    expect((await list(change)).totalCount).toBe(before);
  });

  test('may be one of the movement itself', async () => {
    const own = anIdea({ organisation: ID });
    await ideaModel(change.db).create(own);
    expect(await aWin({ idea: own._id })).toMatchObject({ idea: { id: own._id } });
  });
});

describe('reading wins', () => {
  test('an unknown id and another type of id are null', async () => {
    expect(await read(newId(ID, 'win'))).toBeNull();
    expect(await read(newId(ID, 'paper'))).toBeNull();
  });

  test('`node` finds a win by its id', async () => {
    const { id } = await aWin();
    const query = 'query ($id: ID!) { node(id: $id) { __typename id } }';
    expect(dataOf(await change.ask('organisation', query, { id }))).toEqual({
      node: { __typename: 'Win', id },
    });
  });

  test('a win is shared with the coalition as a card, with when it was won and no story', async () => {
    const { id, wonAt } = await aWin({ title: 'Lights on Mill Lane', area: 'scotland' });
    const card = (await change.cards()).find(({ _id }) => _id === id);
    expect(card).toMatchObject({
      type: 'WIN',
      title: 'Lights on Mill Lane',
      area: 'scotland',
      startsAt: wonAt,
    });
    expect(card).not.toHaveProperty('story');
  });

  test('a list goes page by page, won last first, for a constant number of commands', async () => {
    const elsewhere = await anOrganisation(ID, database.address('list'));
    try {
      for (const hours of [30, 10, 50, 20, 40])
        await aWin({ title: `Won ${hours} hours ago`, wonAt: hoursAgo(hours) }, elsewhere);
      elsewhere.commands.length = 0;
      const first = await list(elsewhere, { first: 3 });
      expect(elsewhere.commands.toSorted()).toEqual(['aggregate', 'find']);
      const { endCursor } = first.pageInfo;
      const second = await list(elsewhere, { first: 3, after: endCursor });
      expect(first).toMatchObject({ totalCount: 5, pageInfo: { hasNextPage: true } });
      expect(second).toMatchObject({ totalCount: 5, pageInfo: { hasNextPage: false } });
      expect([...first.edges, ...second.edges].map(({ node }) => node.title)).toEqual(
        [10, 20, 30, 40, 50].map((hours) => `Won ${hours} hours ago`),
      );
    } finally {
      await elsewhere.close();
    }
  });
});
