import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '../../../subgraphs/commons/ids.ts';
import { union } from '../../../subgraphs/union/kind.ts';
import { pollModel, type PollRow } from '../../../subgraphs/union/poll.ts';
import { voteModel } from '../../../subgraphs/union/vote.ts';
import { dataOf, refusalsOf } from '../../support/answer.ts';
import { aMember, anEditor, anOrganiser } from '../../support/callers.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { anOrganisation, type TestOrganisation } from '../../support/organisation.ts';

let database: TestDatabase;
let unite: TestOrganisation;

beforeAll(async () => {
  database = await testDatabase();
  unite = await anOrganisation(union, 'unite', database.address('unite'));
});

afterAll(async () => {
  await unite?.close();
  await database?.close();
});

const HOUR_MS = 60 * 60 * 1000;
const inHours = (hours: number): Date => new Date(Date.now() + hours * HOUR_MS);
const ann = aMember('unite', 'Ann');
const bob = aMember('unite', 'Bob');

/** A poll on record, which closed where `closesAt` says so. */
async function aPoll(of: TestOrganisation = unite, given: Partial<PollRow> = {}): Promise<PollRow> {
  const poll: PollRow = {
    _id: newId('unite', 'poll'),
    organisation: 'unite',
    title: 'Early shift or late?',
    summary: null,
    themes: [],
    area: null,
    options: ['Early', 'Late'],
    results: 'LIVE',
    startsAt: inHours(-2),
    closesAt: inHours(1),
    createdAt: inHours(-2),
    changedAt: inHours(-2),
    ...given,
  };
  await pollModel(of.db).create(poll);
  return poll;
}

const POLL = `{
  id organisation { id } question options { id text votes } status opensAt closesAt results voteCount
  viewerVote { id text }
}`;
const OPEN = `mutation ($input: OpenPollInput!) {
  openPoll(input: $input) { poll ${POLL} userErrors { code message field } }
}`;
const VOTE = `mutation ($input: VotePollInput!) {
  votePoll(input: $input) { poll ${POLL} userErrors { code message field } }
}`;
const ENTITIES = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) { ... on Poll ${POLL} }
}`;
const LIST = `query ($representations: [_Any!]!, $first: Int, $after: String) {
  _entities(representations: $representations) { ... on Organisation {
    polls(first: $first, after: $after) {
      totalCount pageInfo { hasNextPage hasPreviousPage endCursor } edges { cursor node ${POLL} }
    }
  } }
}`;

interface PollShown {
  id: string;
  question: string;
  options: { id: string; text: string; votes: number | null }[];
  status: string;
  opensAt: string;
  closesAt: string;
  voteCount: number | null;
  viewerVote: { id: string; text: string } | null;
}
interface Payload {
  poll: PollShown | null;
  userErrors: { code: string; message: string; field: string | null }[];
}
interface Page {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null };
  edges: { cursor: string; node: PollShown }[];
}

const vote = (poll: string, option: string, caller: typeof ann | null = ann) =>
  unite.ask<{ votePoll: Payload }>('union', VOTE, { input: { poll, option } }, caller);

const open = (input: object, caller: typeof ann | null = anOrganiser('unite')) =>
  unite.ask<{ openPoll: Payload }>(
    'union',
    OPEN,
    {
      input: {
        organisation: 'unite',
        question: 'Four days or five?',
        options: ['Four', 'Five'],
        closesAt: inHours(1),
        ...input,
      },
    },
    caller,
  );

async function read(id: string, caller: typeof ann | null = null): Promise<PollShown | null> {
  const representations = [{ __typename: 'Poll', id }];
  const answer = await unite.ask<{ _entities: [PollShown | null] }>(
    'union',
    ENTITIES,
    { representations },
    caller,
  );
  return dataOf(answer)._entities[0];
}

async function list(
  of: TestOrganisation,
  args: { first?: number; after?: string | null } = {},
  caller: typeof ann | null = null,
): Promise<Page> {
  const representations = [{ __typename: 'Organisation', id: 'unite' }];
  const answer = await of.ask<{ _entities: [{ polls: Page }] }>(
    'union',
    LIST,
    { representations, ...args },
    caller,
  );
  return dataOf(answer)._entities[0].polls;
}

const countsIn = (poll: PollShown | null) => poll?.options.map(({ votes }) => votes);

describe('opening a poll', () => {
  test('an organiser opens it, and it takes votes at once', async () => {
    const closesAt = inHours(24);
    const { poll, userErrors } = dataOf(await open({ closesAt, results: 'LIVE' })).openPoll;
    expect(userErrors).toEqual([]);
    expect(poll).toEqual({
      id: expect.stringMatching(/^unite:poll:/),
      organisation: { id: 'unite' },
      question: 'Four days or five?',
      options: [
        { id: '1', text: 'Four', votes: 0 },
        { id: '2', text: 'Five', votes: 0 },
      ],
      status: 'OPEN',
      opensAt: expect.any(String),
      closesAt: closesAt.toISOString(),
      results: 'LIVE',
      voteCount: 0,
      viewerVote: null,
    });
    expect(await read(poll!.id)).toEqual(poll);
  });

  test('results are shown after close where nothing else is said', async () => {
    expect(dataOf(await open({})).openPoll.poll).toMatchObject({ results: 'AFTER_CLOSE' });
  });

  test.each([
    ['nobody', null, 'UNAUTHENTICATED'],
    ['a member', ann, 'FORBIDDEN'],
    ['an editor', anEditor('unite'), 'FORBIDDEN'],
    ['an organiser of another organisation', anOrganiser('labour'), 'FORBIDDEN'],
  ])('%s may not', async (_who, caller, code) => {
    expect(refusalsOf(await open({}, caller))).toEqual([{ code }]);
  });

  test.each([
    ['a question of two characters', { question: ' Ok ' }, 'input.question'],
    ['a question of 201 characters', { question: 'q'.repeat(201) }, 'input.question'],
    ['one option', { options: ['Yes'] }, 'input.options'],
    ['eleven options', { options: Array.from({ length: 11 }, (_, at) => `${at}`) }, 'input.options'],
    ['the same option twice', { options: ['Yes', ' Yes '] }, 'input.options'],
    ['an empty option', { options: ['Yes', ' '] }, 'input.options.1'],
    ['an option of 201 characters', { options: ['o'.repeat(201), 'No'] }, 'input.options.0'],
    ['a close in the past', { closesAt: inHours(-1) }, 'input.closesAt'],
  ])('%s is refused by name', async (_what, input, argument) => {
    expect(refusalsOf(await open(input))).toEqual([{ code: 'BAD_USER_INPUT', argument }]);
  });
});

describe('voting', () => {
  test('a vote is counted, and read back to who cast it alone', async () => {
    const { _id } = await aPoll();
    const { poll, userErrors } = dataOf(await vote(_id, '2')).votePoll;
    expect(userErrors).toEqual([]);
    expect(poll).toMatchObject({ voteCount: 1, viewerVote: { id: '2', text: 'Late' } });
    expect(countsIn(poll)).toEqual([0, 1]);
    expect(await read(_id, bob)).toMatchObject({ voteCount: 1, viewerVote: null });
    expect(await read(_id)).toMatchObject({ voteCount: 1, viewerVote: null });
  });

  test('a second vote replaces the first', async () => {
    const { _id } = await aPoll();
    await vote(_id, '1');
    await vote(_id, '1', bob);
    const { poll } = dataOf(await vote(_id, '2')).votePoll;
    expect(countsIn(poll)).toEqual([1, 1]);
    expect(poll).toMatchObject({ voteCount: 2, viewerVote: { id: '2' } });
  });

  test('two votes in one request: the answer to each shows the counts as they then stand', async () => {
    const { _id: poll } = await aPoll();
    const query = `mutation ($one: VotePollInput!, $two: VotePollInput!) {
      one: votePoll(input: $one) { poll ${POLL} } two: votePoll(input: $two) { poll ${POLL} }
    }`;
    const variables = { one: { poll, option: '1' }, two: { poll, option: '2' } };
    const { one, two } = dataOf(
      await unite.ask<Record<string, Payload>>('union', query, variables, ann),
    );
    expect([countsIn(one!.poll), countsIn(two!.poll)]).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(two!.poll).toMatchObject({ viewerVote: { id: '2' } });
  });

  test('twenty votes of one member at once leave one', async () => {
    const { _id } = await aPoll();
    const options = Array.from({ length: 20 }, (_, at) => String((at % 2) + 1));
    const answers = await Promise.all(options.map((option) => vote(_id, option)));
    expect(answers.flatMap(refusalsOf)).toEqual([]);
    expect(await voteModel(unite.db).countDocuments({ poll: _id })).toBe(1);
    expect(await read(_id)).toMatchObject({ voteCount: 1 });
  });

  test('votes of many members at once are all counted', async () => {
    const { _id } = await aPoll();
    const members = Array.from({ length: 30 }, (_, at) => aMember('unite', `member ${at}`));
    await Promise.all(members.map((member, at) => vote(_id, at % 3 === 0 ? '1' : '2', member)));
    expect(countsIn(await read(_id))).toEqual([10, 20]);
  });

  test('a closed poll is refused as data, and keeps its votes', async () => {
    const { _id } = await aPoll();
    await vote(_id, '1');
    await pollModel(unite.db).updateOne({ _id }, { $set: { closesAt: inHours(-1) } });
    expect(dataOf(await vote(_id, '2')).votePoll).toEqual({
      poll: null,
      userErrors: [
        { code: 'POLL_CLOSED', message: 'This poll has closed.', field: 'input.poll' },
      ],
    });
    expect(await read(_id, ann)).toMatchObject({ status: 'CLOSED', viewerVote: { id: '1' } });
  });

  test('nobody may vote without signing in', async () => {
    const { _id } = await aPoll();
    expect(refusalsOf(await vote(_id, '1', null))).toEqual([{ code: 'UNAUTHENTICATED' }]);
  });

  test('a member of another organisation is told that only members may, and is not counted', async () => {
    const { _id } = await aPoll();
    const answer = await vote(_id, '1', anOrganiser('labour'));
    expect(refusalsOf(answer)).toEqual([{ code: 'FORBIDDEN' }]);
    expect(answer.errors?.[0]?.message).toBe('Only members of "unite" may vote in its polls.');
    expect(await read(_id)).toMatchObject({ voteCount: 0 });
  });

  test('an unknown poll or option is named', async () => {
    const { _id } = await aPoll();
    const unknown = await vote(newId('unite', 'poll'), '1');
    expect(refusalsOf(unknown)).toEqual([{ code: 'NOT_FOUND', argument: 'input.poll' }]);
    for (const option of ['0', '3', '01', 'Early', ''])
      expect(refusalsOf(await vote(_id, option))).toEqual([
        { code: 'NOT_FOUND', argument: 'input.option' },
      ]);
  });

  test('the id of something else is no id of a poll', async () => {
    expect(refusalsOf(await vote(newId('unite', 'idea'), '1'))).toEqual([
      { code: 'BAD_USER_INPUT', argument: 'input.poll' },
    ]);
  });
});

describe('results after close', () => {
  test('no count is shown while the poll is open, to the voter neither', async () => {
    const { _id } = await aPoll(unite, { results: 'AFTER_CLOSE' });
    const { poll } = dataOf(await vote(_id, '1')).votePoll;
    expect(poll).toMatchObject({ voteCount: null, viewerVote: { id: '1' } });
    expect(countsIn(poll)).toEqual([null, null]);
    expect(countsIn(await read(_id, anOrganiser('unite')))).toEqual([null, null]);
  });

  test('all counts are shown once it has closed', async () => {
    const { _id } = await aPoll(unite, { results: 'AFTER_CLOSE' });
    await vote(_id, '1');
    await pollModel(unite.db).updateOne({ _id }, { $set: { closesAt: inHours(-1) } });
    const poll = await read(_id);
    expect(poll).toMatchObject({ status: 'CLOSED', voteCount: 1 });
    expect(countsIn(poll)).toEqual([1, 0]);
  });
});

describe('reading polls', () => {
  test('an unknown id, another type of id and an id that is no text are null', async () => {
    const { _id } = await aPoll();
    const ids = [newId('unite', 'poll'), newId('unite', 'win'), { $ne: '' }, _id];
    const representations = ids.map((id) => ({ __typename: 'Poll', id }));
    const answer = await unite.ask<{ _entities: ({ id: string } | null)[] }>('union', ENTITIES, {
      representations,
    });
    expect(dataOf(answer)._entities.map((poll) => poll?.id ?? null)).toEqual([
      null,
      null,
      null,
      _id,
    ]);
  });

  test('`node` finds a poll by its id', async () => {
    const { _id: id } = await aPoll();
    const query = 'query ($id: ID!) { node(id: $id) { __typename id } }';
    expect(dataOf(await unite.ask('organisation', query, { id }))).toEqual({
      node: { __typename: 'Poll', id },
    });
  });

  test('a poll is shared with the coalition as a card', async () => {
    const { _id } = await aPoll(unite, { title: 'Shall we share?' });
    const coalition = { home: 'coalition', person: 'coalition', roles: [] };
    const { cards } = await unite.get<{ cards: object[] }>('/cards?since=0', coalition);
    expect(cards).toContainEqual(
      expect.objectContaining({ _id, type: 'POLL', title: 'Shall we share?' }),
    );
    expect(JSON.stringify(cards)).not.toContain('options');
  });

  test('a list goes page by page, opened last first, and says how many there are', async () => {
    const elsewhere = await anOrganisation(union, 'unite', database.address('list'));
    try {
      const polls = [];
      for (let hour = 0; hour < 5; hour += 1)
        polls.push(await aPoll(elsewhere, { createdAt: inHours(hour - 9) }));
      const newestFirst = polls.map(({ _id }) => _id).toReversed();
      const first = await list(elsewhere, { first: 3 });
      const second = await list(elsewhere, { first: 3, after: first.pageInfo.endCursor });
      expect(first).toMatchObject({
        totalCount: 5,
        pageInfo: { hasNextPage: true, hasPreviousPage: false },
      });
      expect(second).toMatchObject({
        totalCount: 5,
        pageInfo: { hasNextPage: false, hasPreviousPage: true },
      });
      expect([...first.edges, ...second.edges].map(({ node }) => node.id)).toEqual(newestFirst);
    } finally {
      await elsewhere.close();
    }
  });

  test('a page of polls costs the same number of commands whatever its size', async () => {
    const elsewhere = await anOrganisation(union, 'unite', database.address('cost'));
    const costOf = async (first: number): Promise<string[]> => {
      elsewhere.commands.length = 0;
      const { edges } = await list(elsewhere, { first }, ann);
      expect(edges).toHaveLength(first);
      return elsewhere.commands.toSorted();
    };
    try {
      for (let poll = 0; poll < 25; poll += 1) await aPoll(elsewhere);
      const page = ['aggregate', 'aggregate', 'find', 'find'];
      expect(await costOf(2)).toEqual(page);
      expect(await costOf(25)).toEqual(page);
    } finally {
      await elsewhere.close();
    }
  });
});
