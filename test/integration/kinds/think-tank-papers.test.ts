import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { newId } from '../../../subgraphs/framework/ids.ts';
import { dataOf, refusalsOf } from '../../support/answer.ts';
import { aMember, anEditor, anOrganiser } from '../../support/callers.ts';
import { anExperience, aThinkTank, editor, type ThinkTank } from './papers.ts';

let tank: ThinkTank;
beforeEach(async () => {
  tank = await aThinkTank();
});
afterEach(() => tank?.stop());

describe('recording a paper', () => {
  test('an editor records it, with claims that rest on experiences of any organisation', async () => {
    const [mine, theirs] = [await tank.anOwnExperience(), anExperience('peoples-assembly')];
    const claims = [
      { text: 'Night work has no night bus.', experiences: [mine, theirs, mine] },
      { text: 'Taxis eat the last hour of pay.' },
    ];
    const answer = await tank.record({ themes: ['transport', 'work'], claims });
    const { paper, userErrors } = dataOf(answer).recordPaper;
    expect(userErrors).toEqual([]);
    const [first, second] = claims.map(({ text }) => text);
    expect(paper).toEqual({
      id: expect.stringMatching(/^progress:paper:/),
      organisation: { id: 'progress', name: tank.progress.organisation.name, kind: 'THINK_TANK' },
      title: 'The last bus home',
      abstract: 'What an evening service is worth.',
      themes: [
        { id: 'transport', name: 'Transport' },
        { id: 'work', name: 'Work' },
      ],
      status: 'PUBLISHED',
      anchoring: 0.5,
      createdAt: expect.any(String),
      claims: [
        {
          id: expect.any(String),
          number: 1,
          text: first,
          experiences: [{ id: mine }, { id: theirs }],
        },
        { id: expect.any(String), number: 2, text: second, experiences: [] },
      ],
    });
    expect(await tank.read(paper!.id)).toEqual(paper);
  });

  test('a paper that claims nothing has no anchoring', async () => {
    expect(await tank.aPaper()).toMatchObject({ claims: [], anchoring: null });
  });

  test.each([
    ['nobody', null, 'UNAUTHENTICATED'],
    ['a member', aMember('progress'), 'FORBIDDEN'],
    ['an organiser', anOrganiser('progress'), 'FORBIDDEN'],
    ['an editor of another organisation', anEditor('labour'), 'FORBIDDEN'],
  ])('%s may not', async (_who, caller, code) => {
    expect(refusalsOf(await tank.record({}, caller))).toEqual([{ code }]);
  });

  const claim = { text: 'So it is.' };
  const experiences = Array.from({ length: 51 }, () => anExperience());
  const idea = newId('unite', 'idea');
  test.each([
    ['a title of two characters', { title: 'Oh' }, 'title'],
    ['an empty abstract', { abstract: ' ' }, 'abstract'],
    ['an abstract of 2,001 characters', { abstract: 'a'.repeat(2_001) }, 'abstract'],
    ['an unknown theme', { themes: ['weather'] }, 'themes.0'],
    ['a claim of 1,001 characters', { claims: [{ text: 'c'.repeat(1_001) }] }, 'claims.0.text'],
    ['101 claims', { claims: Array.from({ length: 101 }, () => claim) }, 'claims'],
    ['51 experiences', { claims: [{ ...claim, experiences }] }, 'claims.0.experiences'],
    [
      'an idea in the place of an experience',
      { claims: [claim, { ...claim, experiences: [idea] }] },
      'claims.1.experiences.0',
    ],
  ])('%s: refused by name', async (_what, input, field) => {
    expect(refusalsOf(await tank.record(input))).toEqual([
      { code: 'BAD_USER_INPUT', argument: `input.${field}` },
    ]);
  });
});

test.each([
  ['of nobody in the coalition', newId('atlantis', 'experience')],
  ['of this think-tank, which is not there', newId('progress', 'experience')],
])('a claim on an experience %s is named, and no paper recorded', async (_whose, missing) => {
  const other = anExperience();
  const claims = [{ text: 'One.' }, { text: 'Two.', experiences: [other, other, missing] }];
  expect(refusalsOf(await tank.record({ claims }))).toEqual([
    { code: 'NOT_FOUND', argument: 'input.claims.1.experiences.2' },
  ]);
  expect(await tank.rows.countDocuments()).toBe(0);
});

test('the experiences under all claims are looked for in one command', async () => {
  const experiences = [
    await tank.anOwnExperience(),
    await tank.anOwnExperience(),
    await tank.anOwnExperience(),
  ];
  tank.progress.commands.length = 0;
  await tank.aPaper({
    claims: experiences.map((id) => ({ text: 'So it is.', experiences: [id] })),
  });
  expect(tank.progress.commands).toEqual(['find', 'insert']);
});

describe('reading papers', () => {
  test('an unknown id and another type of id are null', async () => {
    expect(await tank.read(newId('progress', 'paper'))).toBeNull();
    expect(await tank.read(newId('progress', 'poll'))).toBeNull();
  });

  test('a card shows the head of a long abstract as its summary, cut at a word', async () => {
    const abstract = 'Evening buses. '.repeat(60).trim();
    await tank.aPaper({ abstract });
    const [card] = await tank.cards();
    expect(card).toMatchObject({ type: 'PAPER' });
    expect(card!.summary.length).toBeLessThanOrEqual(400);
    expect(card!.summary).toMatch(/(Evening|buses\.)…$/);
    expect(abstract.startsWith(card!.summary.slice(0, -1))).toBe(true);
  });

  test('a page of papers costs the same number of commands whatever its size', async () => {
    const { commands } = tank.progress;
    const costOf = async (first: number): Promise<string[]> => {
      commands.length = 0;
      expect((await tank.list(editor, { first })).edges).toHaveLength(first);
      return commands.toSorted();
    };
    for (let paper = 0; paper < 12; paper += 1) await tank.aPaper();
    expect(await costOf(1)).toEqual(['aggregate', 'find']);
    expect(await costOf(12)).toEqual(['aggregate', 'find']);
  });
});
