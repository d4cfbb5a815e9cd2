import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OutboxRow } from '../../../subgraphs/feed/publish/outbox.ts';
import { newId } from '../../../subgraphs/framework/ids.ts';
import type { PaperRow } from '../../../subgraphs/kinds/think-tank/papers/paper.ts';
import { dataOf, refusalsOf } from '../../support/answer.ts';
import { aMember, anEditor } from '../../support/callers.ts';
import { anExperience, aThinkTank, type PaperView, type ThinkTank } from './papers.ts';

let tank: ThinkTank;
beforeAll(async () => {
  tank = await aThinkTank();
});
afterAll(() => tank?.stop());

const aPaper = () =>
  tank.aPaper({ claims: ['One.', 'Two.', 'Three.', 'Four.'].map((text) => ({ text })) });

/** The experiences under each claim, in order. */
const evidenceIn = (paper: PaperView | null) =>
  paper?.claims.map(({ experiences }) => experiences.map(({ id }) => id));

test('an experience stands under its claim alone, and the anchoring grows', async () => {
  const { id } = await aPaper();
  const experience = anExperience();
  const { paper, userErrors } = dataOf(await tank.cite(id, 3, experience)).citeExperience;
  expect(userErrors).toEqual([]);
  expect(evidenceIn(paper)).toEqual([[], [], [experience], []]);
  expect(paper!.anchoring).toBe(0.25);
  expect(await tank.read(id)).toEqual(paper);
});

test('one experience may stand under several claims, and a claim rest on several', async () => {
  const { id } = await aPaper();
  const [one, two] = [anExperience(), anExperience('labour')];
  await tank.cite(id, 1, one);
  await tank.cite(id, 1, two);
  const { paper } = dataOf(await tank.cite(id, 2, one)).citeExperience;
  expect(evidenceIn(paper)).toEqual([[one, two], [one], [], []]);
});

test('citing twice is refused as data, and changes nothing', async () => {
  const { id } = await aPaper();
  const experience = anExperience();
  await tank.cite(id, 1, experience);
  const before = await tank.rows.findById(id).lean();
  expect(dataOf(await tank.cite(id, 1, experience)).citeExperience).toEqual({
    paper: null,
    userErrors: [
      {
        code: 'ALREADY_CITED',
        message: 'This claim rests on that experience already.',
        field: 'input.experience',
      },
    ],
  });
  expect(await tank.rows.findById(id).lean()).toEqual(before);
});

test('the same citation ten times at once stands once', async () => {
  const { id } = await aPaper();
  const experience = anExperience();
  const answers = await Promise.all(Array.from({ length: 10 }, () => tank.cite(id, 1, experience)));
  const refused = answers.flatMap((answer) => dataOf(answer).citeExperience.userErrors);
  expect(refused).toHaveLength(9);
  expect(evidenceIn(await tank.read(id))).toEqual([[experience], [], [], []]);
});

test('a citation marks the paper as written', async () => {
  const { id } = await aPaper();
  const marks = async () => tank.rows.findById(id).lean<OutboxRow<PaperRow>>();
  const before = await marks();
  await tank.cite(id, 1, anExperience());
  expect((await marks())!.version).toBe(before!.version + 1);
});

test('an unknown paper or claim is named', async () => {
  const { id } = await aPaper();
  const unknown = await tank.cite(newId('progress', 'paper'), 1, anExperience());
  expect(refusalsOf(unknown)).toEqual([{ code: 'NOT_FOUND', argument: 'input.paper' }]);
  expect(refusalsOf(await tank.cite(id, 5, anExperience()))).toEqual([
    { code: 'NOT_FOUND', argument: 'input.claim' },
  ]);
});

test.each([
  ['of nobody in the coalition', newId('atlantis', 'experience')],
  ['of this think-tank, which is not there', newId('progress', 'experience')],
])('an experience %s is named, and not cited', async (_whose, experience) => {
  const { id } = await aPaper();
  expect(refusalsOf(await tank.cite(id, 1, experience))).toEqual([
    { code: 'NOT_FOUND', argument: 'input.experience' },
  ]);
  expect(evidenceIn(await tank.read(id))).toEqual([[], [], [], []]);
});

test('what is no id of an experience is refused by name', async () => {
  const { id } = await aPaper();
  expect(refusalsOf(await tank.cite(id, 1, 'unite:experience:1'))).toEqual([
    { code: 'BAD_USER_INPUT', argument: 'input.experience' },
  ]);
});

test.each([
  ['nobody', null, 'UNAUTHENTICATED'],
  ['a member', aMember('progress'), 'FORBIDDEN'],
  ['an editor of another organisation', anEditor('unite'), 'FORBIDDEN'],
])('%s may not, and does not learn whether the paper is there', async (_who, caller, code) => {
  const { id } = await aPaper();
  for (const paper of [id, newId('progress', 'paper')])
    expect(refusalsOf(await tank.cite(paper, 1, anExperience(), caller))).toEqual([{ code }]);
});
