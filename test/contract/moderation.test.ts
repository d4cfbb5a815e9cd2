import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '../../subgraphs/framework/ids.ts';
import { dataOf, refusalsOf } from '../support/answer.ts';
import { aHouse, type TestHouse } from '../support/house.ts';
import { anIdeaAt, write } from './ideas.ts';
import { memberToken, neighbourOf, ORGANISATION } from './people.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await aHouse({ sample: false });
});
afterAll(() => house?.close());

const MODERATE = `mutation ($input: ModerateCommentInput!) { moderateComment(input: $input) {
  comment { id moderation { hidden reason decidedAt } idea { commentCount } }
  userErrors { code field }
} }`;
const IDEA = `query ($id: ID!) { node(id: $id) { ... on PolicyIdea { commentCount
  comments { totalCount edges { node { id inReplyTo { id } moderation { reason } } } }
} } }`;

interface Commented {
  commentCount: number;
  comments: {
    totalCount: number;
    edges: { node: { id: string; inReplyTo: object | null; moderation: object | null } }[];
  };
}

const ideaTo = async (id: string, token?: string): Promise<Commented> =>
  dataOf(await house.ask<{ node: Commented }>(IDEA, { id }, token)).node;

const moderate = (comment: string, hidden: boolean, token: string, reason = 'Abuse.') =>
  house.ask<object>(MODERATE, { input: { comment, hidden, reason } }, token);

describe('a comment at an organisation', () => {
  const organisation = ORGANISATION;
  let idea: string;
  let comment: string;
  let answer: string;
  let moderator: string;
  beforeAll(async () => {
    moderator = await memberToken(house, organisation, 'the moderator', ['MODERATOR']);
    const author = await memberToken(house, organisation);
    idea = (await anIdeaAt(house, organisation)).id;
    comment = (await write(house, { idea }, author)).id;
    answer = (await write(house, { idea, inReplyTo: comment }, author)).id;
  });

  test('that a moderator hides is there for moderators alone, and counts for them alone', async () => {
    expect(dataOf(await moderate(comment, true, moderator))).toMatchObject({
      moderateComment: {
        comment: {
          id: comment,
          moderation: { hidden: true, reason: 'Abuse.', decidedAt: expect.stringMatching(/Z$/) },
          idea: { commentCount: 1 },
        },
        userErrors: [],
      },
    });
    const elsewhere = await memberToken(house, neighbourOf(organisation), 'x', ['MODERATOR']);
    for (const token of [undefined, await memberToken(house, organisation), elsewhere])
      expect(await ideaTo(idea, token)).toEqual({
        commentCount: 1,
        comments: {
          totalCount: 1,
          edges: [{ node: { id: answer, inReplyTo: null, moderation: null } }],
        },
      });
    expect(await ideaTo(idea, moderator)).toMatchObject({
      commentCount: 1,
      comments: {
        totalCount: 2,
        edges: [
          { node: { id: comment, moderation: { reason: 'Abuse.' } } },
          { node: { id: answer, inReplyTo: { id: comment } } },
        ],
      },
    });
  });

  test('that is hidden cannot be answered, as one that is not there', async () => {
    const token = await memberToken(house, organisation, 'Bob');
    const to = (inReplyTo: string) =>
      house.ask(
        'mutation ($input: CommentInput!) { comment(input: $input) { comment { id } } }',
        { input: { idea, text: 'No.', inReplyTo } },
        token,
      );
    const nothing = newId(organisation, 'comment');
    const said = JSON.stringify(await to(comment)).replaceAll(comment, nothing);
    expect(said).toContain('NOT_FOUND');
    expect(said).toBe(JSON.stringify(await to(nothing)));
  });

  test('that is hidden already is left as it is', async () => {
    expect(dataOf(await moderate(comment, true, moderator, 'Again.'))).toEqual({
      moderateComment: {
        comment: null,
        userErrors: [{ code: 'NOTHING_TO_CHANGE', field: 'input.hidden' }],
      },
    });
  });

  test('that is made visible again is there for everyone, with each decision kept', async () => {
    dataOf(await moderate(comment, false, moderator, 'Mistaken.'));
    expect(await ideaTo(idea)).toMatchObject({
      commentCount: 2,
      comments: { totalCount: 2, edges: [{ node: { id: comment, moderation: null } }, {}] },
    });
    const row = await house
      .db(organisation)
      .collection('comments')
      .findOne({ _id: comment as never });
    expect(row).toMatchObject({
      hidden: false,
      uncounted: false,
      moderations: [
        { hidden: true, reason: 'Abuse.', by: expect.stringContaining(`${organisation}:member:`) },
        { hidden: false, reason: 'Mistaken.', by: expect.any(String) },
      ],
    });
  });

  test('that is not there cannot be moderated, and a reason is needed', async () => {
    expect(refusalsOf(await moderate(newId(organisation, 'comment'), true, moderator))).toEqual([
      { code: 'NOT_FOUND', argument: 'input.comment' },
    ]);
    expect(refusalsOf(await moderate(comment, true, moderator, ' '))).toEqual([
      { code: 'BAD_USER_INPUT', argument: 'input.reason' },
    ]);
  });
});
