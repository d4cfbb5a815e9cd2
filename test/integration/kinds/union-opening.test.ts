import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dataOf, refusalsOf } from '../../support/answer.ts';
import { aMember, anEditor, anOrganiser } from '../../support/callers.ts';
import { aUnion, inHours, type Union } from './polls.ts';

let union: Union;
beforeAll(async () => {
  union = await aUnion();
});
afterAll(() => union?.stop());

test('an organiser opens a poll, and it takes votes at once', async () => {
  const closesAt = inHours(24);
  const { poll, userErrors } = dataOf(await union.open({ closesAt, results: 'LIVE' })).openPoll;
  expect(userErrors).toEqual([]);
  expect(poll).toEqual({
    id: expect.stringMatching(/^unite:poll:/),
    organisation: { id: 'unite', name: union.unite.organisation.name, kind: 'UNION' },
    question: 'Four days or five?',
    options: [
      { number: 1, text: 'Four', votes: 0 },
      { number: 2, text: 'Five', votes: 0 },
    ],
    status: 'OPEN',
    opensAt: expect.any(String),
    closesAt: closesAt.toISOString(),
    results: 'LIVE',
    voteCount: 0,
    viewerVote: null,
  });
  expect(await union.read(poll!.id)).toEqual(poll);
});

test('results are visible after close by default', async () => {
  expect(dataOf(await union.open({})).openPoll.poll).toMatchObject({ results: 'AFTER_CLOSE' });
});

test.each([
  ['nobody', null, 'UNAUTHENTICATED'],
  ['a member', aMember('unite'), 'FORBIDDEN'],
  ['an editor', anEditor('unite'), 'FORBIDDEN'],
  ['an organiser of another organisation', anOrganiser('labour'), 'FORBIDDEN'],
])('%s may not open one', async (_who, caller, code) => {
  expect(refusalsOf(await union.open({}, caller))).toEqual([{ code }]);
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
])('%s: refused by name', async (_what, input, argument) => {
  expect(refusalsOf(await union.open(input))).toEqual([{ code: 'BAD_USER_INPUT', argument }]);
});
