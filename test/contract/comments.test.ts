import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ideaModel } from '../../subgraphs/organisation/ideas/idea.ts';
import { newId } from '../../subgraphs/framework/ids.ts';
import { dataOf, refusalsOf } from '../support/answer.ts';
import type { TestHouse } from '../support/house.ts';
import { aFullHouse } from './full-house.ts';
import { anIdeaAt, comment, type CommentView, write } from './ideas.ts';
import { inBothLists } from './lists.ts';
import { memberToken, neighbourOf, ORGANISATION, ORGANISATIONS } from './people.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await aFullHouse();
});
afterAll(() => house?.close());

const PAGE = `query ($id: ID!, $first: Int, $after: String) {
  node(id: $id) { ... on PolicyIdea { commentCount comments(first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { id text stance inReplyTo { id } } }
  } } }
}`;

interface Commented {
  commentCount: number;
  comments: {
    totalCount: number;
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
    edges: { node: CommentView }[];
  };
}

const pageOf = async (id: string, first = 100, after: string | null = null): Promise<Commented> =>
  dataOf(await house.ask<{ node: Commented }>(PAGE, { id, first, after })).node;

describe('a comment on an idea of an organisation', () => {
  const organisation = ORGANISATION;

  test('is written by members of every organisation, and listed oldest first', async () => {
    const { id } = await anIdeaAt(house, organisation);
    const stances = ['FOR', 'AGAINST', 'NEUTRAL', 'FOR', 'AGAINST'];
    const written: string[] = [];
    for (const [at, home] of ORGANISATIONS.entries()) {
      const input = { idea: id, text: `  From **${home}**  `, stance: stances[at] };
      const posted = await write(house, input, await memberToken(house, home));
      expect(posted).toMatchObject({
        author: null,
        inReplyTo: null,
        idea: { id, commentCount: at + 1 },
      });
      written.push(posted.id);
    }
    const { commentCount, comments } = await pageOf(id);
    expect([commentCount, comments.totalCount]).toEqual([5, 5]);
    expect(comments.edges.map(({ node }) => [node.id, node.text, node.stance])).toEqual(
      ORGANISATIONS.map((home, at) => [written[at], `From **${home}**`, stances[at]]),
    );
  });

  test('is neutral when it does not say', async () => {
    const { id } = await anIdeaAt(house, organisation);
    const posted = await write(house, { idea: id }, await memberToken(house, organisation));
    expect(posted.stance).toBe('NEUTRAL');
  });

  test('names its author only when a member of that organisation chose to be named', async () => {
    const { id } = await anIdeaAt(house, organisation);
    const own = await house.tokenOf(organisation);
    const { author } = await write(house, { idea: id, named: true }, own);
    expect(author?.id).toMatch(new RegExp(`^${organisation}:member:`));
    const others = [neighbourOf(organisation), organisation].map((home) =>
      memberToken(house, home, 'who is no member here'),
    );
    for (const token of await Promise.all(others))
      expect(refusalsOf(await comment(house, { idea: id, named: true }, token))).toEqual([
        { code: 'BAD_USER_INPUT', argument: 'input.named' },
      ]);
  });

  test('may answer another under the same idea, and none under another', async () => {
    const { id } = await anIdeaAt(house, organisation);
    const other = await anIdeaAt(house, organisation);
    const token = await memberToken(house, neighbourOf(organisation));
    const first = await write(house, { idea: id }, token);
    const reply = await write(house, { idea: id, inReplyTo: first.id }, token);
    expect(reply.inReplyTo).toEqual({ id: first.id });
    for (const inReplyTo of [first.id, newId(organisation, 'comment')])
      expect(refusalsOf(await comment(house, { idea: other.id, inReplyTo }, token))).toEqual([
        { code: 'NOT_FOUND', argument: 'input.inReplyTo' },
      ]);
    expect((await pageOf(other.id)).commentCount).toBe(0);
  });

  test('is counted in both lists as soon as it is written', async () => {
    const { id } = await anIdeaAt(house, organisation);
    const token = await memberToken(house, neighbourOf(organisation));
    for (const commentCount of [1, 2]) {
      await write(house, { idea: id }, token);
      const selection = '{ id commentCount }';
      const lists = await inBothLists(
        house,
        'policyIdeas',
        organisation,
        { first: 1 },
        { selection },
      );
      expect(lists.flat()).toEqual(Array(2).fill({ id, commentCount }));
    }
  });

  test('is counted and listed once when twenty are written at the same time', async () => {
    const { id } = await anIdeaAt(house, organisation);
    const texts = Array.from({ length: 20 }, (_, at) => `comment ${at}`);
    const tokens = await Promise.all(
      texts.map((text, at) => memberToken(house, ORGANISATIONS[at % 5]!, text)),
    );
    await Promise.all(texts.map((text, at) => write(house, { idea: id, text }, tokens[at]!)));
    const seen: string[] = [];
    let page: Commented | null = null;
    do {
      page = await pageOf(id, 7, page?.comments.pageInfo.endCursor);
      seen.push(...page.comments.edges.map(({ node }) => node.text));
    } while (page.comments.pageInfo.hasNextPage);
    expect(page.commentCount).toBe(20);
    expect(seen.toSorted()).toEqual(texts.toSorted());
  });

  test('is taken on an idea that is decided, and no longer on one merged or withdrawn', async () => {
    const { id } = await anIdeaAt(house, organisation);
    const token = await memberToken(house, organisation);
    const writtenOn = async (status: string) => {
      await ideaModel(house.db(organisation)).updateOne({ _id: id }, { $set: { status } });
      return dataOf(await comment(house, { idea: id }, token)).comment.userErrors;
    };
    expect(await writtenOn('ADOPTED')).toEqual([]);
    const closed = [{ code: 'IDEA_CLOSED', field: 'input.idea' }];
    expect(await writtenOn('MERGED')).toEqual(closed);
    expect(await writtenOn('WITHDRAWN')).toEqual(closed);
    expect((await pageOf(id)).commentCount).toBe(1);
  });
});

test.each([0, 101, -1])('a page of %d comments is refused, naming `first`', async (first) => {
  const { id } = await anIdeaAt(house, 'labour');
  expect(refusalsOf(await house.ask(PAGE, { id, first }))).toEqual([
    { code: 'BAD_USER_INPUT', argument: 'first' },
  ]);
});

test('a cursor that no page of comments gave is refused, naming `after`', async () => {
  const { id } = await anIdeaAt(house, 'labour');
  expect(refusalsOf(await house.ask(PAGE, { id, after: 'somewhere' }))).toEqual([
    { code: 'BAD_USER_INPUT', argument: 'after' },
  ]);
});
