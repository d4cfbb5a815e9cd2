import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Caller } from '../../../identity/caller.ts';
import { ideaModel } from '../../../subgraphs/organisation/ideas/idea.ts';
import { newId } from '../../../subgraphs/framework/ids.ts';
import { dataOf, refusalsOf } from '../../support/answer.ts';
import { anIdea } from '../../support/builders.ts';
import { aMember, anEditor, anOrganiser } from '../../support/callers.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { anOrganisation, type TestOrganisation } from '../../support/organisation.ts';

let database: TestDatabase;
let labour: TestOrganisation;

beforeAll(async () => {
  database = await testDatabase();
  labour = await anOrganisation('labour', database.address('labour'));
});

afterAll(async () => {
  await labour?.close();
  await database?.close();
});

const HOUR_MS = 60 * 60 * 1000;
const inHours = (hours: number): Date => new Date(Date.now() + hours * HOUR_MS);
const editor = anEditor('labour');

const REVIEW = `{
  id organisation { id name kind } question summary status opensAt closesAt
  ideas { totalCount pageInfo { hasNextPage } edges { takenUpAt node { id } } }
}`;
const OPEN = `mutation ($input: OpenPolicyReviewInput!) {
  openPolicyReview(input: $input) { review ${REVIEW} userErrors { code message field } }
}`;
const TAKE_UP = `mutation ($input: TakeUpIdeaInput!) {
  takeUpIdea(input: $input) { review ${REVIEW} userErrors { code message field } }
}`;
const ENTITIES = `query ($representations: [_Any!]!) {
  entities: _entities(representations: $representations) { ... on PolicyReview ${REVIEW} }
}`;

interface ReviewView {
  id: string;
  status: string;
  ideas: { totalCount: number; edges: { node: { id: string } }[] };
}
interface Payload {
  review: ReviewView | null;
  userErrors: { code: string; message: string; field: string | null }[];
}

const open = (input: object = {}, caller: Caller | null = editor) =>
  labour.ask<{ openPolicyReview: Payload }>(
    'party',
    OPEN,
    {
      input: {
        organisation: 'labour',
        question: 'What would make work pay?',
        closesAt: inHours(1),
        ...input,
      },
    },
    caller,
  );

async function aReview(): Promise<ReviewView> {
  return dataOf(await open()).openPolicyReview.review!;
}

const takeUp = (review: string, idea: string, caller: Caller | null = editor) =>
  labour.ask<{ takeUpIdea: Payload }>('party', TAKE_UP, { input: { review, idea } }, caller);

async function read(id: string): Promise<ReviewView | null> {
  const representations = [{ __typename: 'PolicyReview', id }];
  const answer = await labour.ask<{ entities: [ReviewView | null] }>('party', ENTITIES, {
    representations,
  });
  return dataOf(answer).entities[0];
}

const ideasIn = (review: ReviewView | null) => review?.ideas.edges.map(({ node }) => node.id);

describe('opening a review', () => {
  test('an editor opens it', async () => {
    const { review, userErrors } = dataOf(await open({ summary: ' ' })).openPolicyReview;
    expect(userErrors).toEqual([]);
    expect(review).toMatchObject({
      id: expect.stringMatching(/^labour:review:/),
      organisation: { id: 'labour', name: labour.organisation.name, kind: 'PARTY' },
      question: 'What would make work pay?',
      summary: null,
      status: 'OPEN',
      ideas: { totalCount: 0, edges: [] },
    });
    expect(await read(review!.id)).toEqual(review);
  });

  test.each([
    ['nobody', null, 'UNAUTHENTICATED'],
    ['a member', aMember('labour'), 'FORBIDDEN'],
    ['an organiser', anOrganiser('labour'), 'FORBIDDEN'],
    ['an editor of another organisation', anEditor('unite'), 'FORBIDDEN'],
  ])('%s may not', async (_who, caller, code) => {
    expect(refusalsOf(await open({}, caller))).toEqual([{ code }]);
  });

  test('a close in the past is refused by name', async () => {
    expect(refusalsOf(await open({ closesAt: inHours(-1) }))).toEqual([
      { code: 'BAD_USER_INPUT', argument: 'input.closesAt' },
    ]);
  });
});

describe('taking up an idea', () => {
  test('ideas of any organisation stand in the order they were taken up', async () => {
    const { id } = await aReview();
    const own = anIdea({ organisation: 'labour' });
    await ideaModel(labour.db).create(own);
    const [one, two] = [newId('unite', 'idea'), own._id];
    await takeUp(id, one);
    const { review } = dataOf(await takeUp(id, two)).takeUpIdea;
    expect(ideasIn(review)).toEqual([one, two]);
    expect(await read(id)).toEqual(review);
  });

  test('taking up twice is refused as data, and changes nothing', async () => {
    const { id } = await aReview();
    const idea = newId('unite', 'idea');
    await takeUp(id, idea);
    const { review, userErrors } = dataOf(await takeUp(id, idea)).takeUpIdea;
    expect(review).toBeNull();
    expect(userErrors).toMatchObject([{ code: 'ALREADY_TAKEN_UP', field: 'input.idea' }]);
    expect(ideasIn(await read(id))).toEqual([idea]);
  });

  test('a closed review takes up nothing', async () => {
    const { id } = await aReview();
    await labour.db
      .model('PolicyReview')
      .updateOne({ _id: id }, { $set: { closesAt: inHours(-1) } });
    const { userErrors } = dataOf(await takeUp(id, newId('unite', 'idea'))).takeUpIdea;
    expect(userErrors).toMatchObject([{ code: 'REVIEW_CLOSED', field: 'input.review' }]);
    expect(await read(id)).toMatchObject({ status: 'CLOSED', ideas: { totalCount: 0 } });
  });

  test('an unknown review is named', async () => {
    expect(refusalsOf(await takeUp(newId('labour', 'review'), newId('unite', 'idea')))).toEqual([
      { code: 'NOT_FOUND', argument: 'input.review' },
    ]);
  });

  test.each([
    ['of nobody in the coalition', newId('atlantis', 'idea')],
    ['of this party, which is not there', newId('labour', 'idea')],
  ])('an idea %s is named, and not taken up', async (_whose, idea) => {
    const { id } = await aReview();
    expect(refusalsOf(await takeUp(id, idea))).toEqual([
      { code: 'NOT_FOUND', argument: 'input.idea' },
    ]);
    expect(ideasIn(await read(id))).toEqual([]);
  });

  test('a member may not', async () => {
    const { id } = await aReview();
    expect(refusalsOf(await takeUp(id, newId('unite', 'idea'), aMember('labour')))).toEqual([
      { code: 'FORBIDDEN' },
    ]);
  });
});

test('`node` finds a review by its id', async () => {
  const { id } = await aReview();
  const query = 'query ($id: ID!) { node(id: $id) { __typename id } }';
  expect(dataOf(await labour.ask('organisation', query, { id }))).toEqual({
    node: { __typename: 'PolicyReview', id },
  });
});
