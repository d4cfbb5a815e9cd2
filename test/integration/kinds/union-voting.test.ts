import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Caller } from '../../../identity/caller.ts';
import { partId } from '../../../subgraphs/framework/parts.ts';
import { newId } from '../../../subgraphs/framework/ids.ts';
import { dataOf, refusalsOf } from '../../support/answer.ts';
import { aMember, anOrganiser } from '../../support/callers.ts';
import { aUnion, countsIn, type Payload, POLL, type Union } from './polls.ts';

let union: Union;
let ann: Caller;
let bob: Caller;
beforeAll(async () => {
  union = await aUnion();
  ann = await union.joined('Ann');
  bob = await union.joined('Bob');
});
afterAll(() => union?.stop());

describe('a member', () => {
  test('votes: it is counted, and read back to who cast it alone', async () => {
    const { _id } = await union.aPoll();
    const { poll, userErrors } = dataOf(await union.vote(_id, 2, ann)).votePoll;
    expect(userErrors).toEqual([]);
    expect(poll).toMatchObject({ voteCount: 1, viewerVote: { number: 2, text: 'Late' } });
    expect(countsIn(poll)).toEqual([0, 1]);
    expect(await union.read(_id, bob)).toMatchObject({ voteCount: 1, viewerVote: null });
    expect(await union.read(_id)).toMatchObject({ voteCount: 1, viewerVote: null });
  });

  test('votes again: the second vote replaces the first', async () => {
    const { _id } = await union.aPoll();
    await union.vote(_id, 1, ann);
    await union.vote(_id, 1, bob);
    const { poll } = dataOf(await union.vote(_id, 2, ann)).votePoll;
    expect(countsIn(poll)).toEqual([1, 1]);
    expect(poll).toMatchObject({ voteCount: 2, viewerVote: { number: 2 } });
  });

  test('votes twice in one request: each answer shows the counts as they then stand', async () => {
    const { _id: poll } = await union.aPoll();
    const query = `mutation ($one: VotePollInput!, $two: VotePollInput!) {
      one: votePoll(input: $one) { poll ${POLL} } two: votePoll(input: $two) { poll ${POLL} }
    }`;
    const optionOf = (number: number) => partId(poll, 'option', number);
    const variables = { one: { poll, option: optionOf(1) }, two: { poll, option: optionOf(2) } };
    const answer = await union.unite.ask<Record<string, Payload>>('union', query, variables, ann);
    const { one, two } = dataOf(answer);
    expect(countsIn(one!.poll)).toEqual([1, 0]);
    expect(countsIn(two!.poll)).toEqual([0, 1]);
    expect(two!.poll).toMatchObject({ viewerVote: { number: 2 } });
  });

  test('votes twenty times at once: one vote is left', async () => {
    const { _id } = await union.aPoll();
    const options = Array.from({ length: 20 }, (_, at) => (at % 2) + 1);
    const answers = await Promise.all(options.map((option) => union.vote(_id, option, ann)));
    expect(answers.flatMap(refusalsOf)).toEqual([]);
    expect(await union.unite.db.model('Vote').countDocuments({ poll: _id })).toBe(1);
    expect(await union.read(_id)).toMatchObject({ voteCount: 1 });
  });

  test('is one of many who vote at once: all are counted', async () => {
    const { _id } = await union.aPoll();
    const names = Array.from({ length: 30 }, (_, at) => `member ${at}`);
    const members = await Promise.all(names.map((name) => union.joined(name)));
    await Promise.all(members.map((member, at) => union.vote(_id, at % 3 === 0 ? 1 : 2, member)));
    expect(countsIn(await union.read(_id))).toEqual([10, 20]);
  });
});

describe('what is refused', () => {
  test('a vote in a closed poll, as data; the votes in it stand', async () => {
    const { _id } = await union.aPoll();
    await union.vote(_id, 1, ann);
    await union.close(_id);
    expect(dataOf(await union.vote(_id, 2, ann)).votePoll).toEqual({
      poll: null,
      userErrors: [{ code: 'POLL_CLOSED', message: 'This poll has closed.', field: 'input.poll' }],
    });
    expect(await union.read(_id, ann)).toMatchObject({
      status: 'CLOSED',
      viewerVote: { number: 1 },
    });
  });

  test('a vote of nobody', async () => {
    const { _id } = await union.aPoll();
    expect(refusalsOf(await union.vote(_id, 1, null))).toEqual([{ code: 'UNAUTHENTICATED' }]);
  });

  test('a vote of a member of another organisation, in a sentence that says why', async () => {
    const { _id } = await union.aPoll();
    const answer = await union.vote(_id, 1, anOrganiser('labour'));
    expect(refusalsOf(answer)).toEqual([{ code: 'FORBIDDEN' }]);
    expect(answer.errors?.[0]?.message).toBe(
      'Only members of "unite" may vote in polls of the network.',
    );
    expect(await union.read(_id)).toMatchObject({ voteCount: 0 });
  });

  test('a vote of who signed in at the union and never joined, in a sentence that says how', async () => {
    const { _id } = await union.aPoll();
    for (const caller of [aMember('unite', 'a stranger'), anOrganiser('unite')]) {
      const answer = await union.vote(_id, 1, caller);
      expect(refusalsOf(answer)).toEqual([{ code: 'FORBIDDEN' }]);
      expect(answer.errors?.[0]?.message).toBe(
        'Join "unite" first: only its members may vote in polls of the network.',
      );
    }
    expect(await union.read(_id)).toMatchObject({ voteCount: 0 });
  });

  test('an unknown poll, by name', async () => {
    expect(refusalsOf(await union.vote(newId('unite', 'poll'), 1, ann))).toEqual([
      { code: 'NOT_FOUND', argument: 'input.poll' },
    ]);
  });

  test.each([0, 3])('an option %d that it has not, by name', async (option) => {
    const { _id } = await union.aPoll();
    expect(refusalsOf(await union.vote(_id, option, ann))).toEqual([
      { code: 'NOT_FOUND', argument: 'input.option' },
    ]);
  });

  test('the id of something else in the place of a poll', async () => {
    expect(refusalsOf(await union.vote(newId('unite', 'idea'), 1, ann))).toEqual([
      { code: 'BAD_USER_INPUT', argument: 'input.poll' },
    ]);
  });
});

describe('results after close', () => {
  test('no count is visible while the poll is open, not even to the voter or an organiser', async () => {
    const { _id } = await union.aPoll({ results: 'AFTER_CLOSE' });
    const { poll } = dataOf(await union.vote(_id, 1, ann)).votePoll;
    expect(poll).toMatchObject({ voteCount: null, viewerVote: { number: 1 } });
    expect(countsIn(poll)).toEqual([null, null]);
    expect(countsIn(await union.read(_id, anOrganiser('unite')))).toEqual([null, null]);
  });

  test('all counts are visible once it has closed', async () => {
    const { _id } = await union.aPoll({ results: 'AFTER_CLOSE' });
    await union.vote(_id, 1, ann);
    await union.close(_id);
    const poll = await union.read(_id);
    expect(poll).toMatchObject({ status: 'CLOSED', voteCount: 1 });
    expect(countsIn(poll)).toEqual([1, 0]);
  });
});
