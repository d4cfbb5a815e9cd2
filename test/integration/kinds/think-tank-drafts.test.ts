import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { partId } from '../../../subgraphs/framework/parts.ts';
import type { Caller } from '../../../identity/caller.ts';
import { dataOf } from '../../support/answer.ts';
import { aMember, anEditor, anOrganiser } from '../../support/callers.ts';
import { anExperience, aThinkTank, editor, idsIn, type ThinkTank } from './papers.ts';

let tank: ThinkTank;
beforeEach(async () => {
  tank = await aThinkTank();
});
afterEach(() => tank?.stop());

const NODE = `query ($id: ID!, $ids: [ID!]!) {
  node(id: $id) { __typename id } nodes(ids: $ids) { id }
}`;

/** A draft between two papers that are none, in the order they were recorded. */
async function threePapers() {
  const published = await tank.aPaper();
  const draft = await tank.aPaper({ status: 'DRAFT', claims: [{ text: 'Not yet.' }] });
  const consultation = await tank.aPaper({ status: 'CONSULTATION' });
  return { published: published.id, draft: draft.id, consultation: consultation.id };
}

test('editors read a draft on every path, and work on it', async () => {
  const { published, draft, consultation } = await threePapers();
  expect(await tank.read(draft, editor)).toMatchObject({ id: draft, status: 'DRAFT' });
  const variables = { id: draft, ids: [draft] };
  expect(dataOf(await tank.progress.ask('organisation', NODE, variables, editor))).toEqual({
    node: { __typename: 'Paper', id: draft },
    nodes: [{ id: draft }],
  });
  const claim = partId(draft, 'claim', 1);
  const byClaim = { id: claim, ids: [claim] };
  expect(dataOf(await tank.progress.ask('organisation', NODE, byClaim, editor))).toEqual({
    node: { __typename: 'Claim', id: claim },
    nodes: [{ id: claim }],
  });
  const page = await tank.list(editor);
  expect(idsIn(page)).toEqual([consultation, draft, published]);
  expect(page.totalCount).toBe(3);
  const { paper } = dataOf(await tank.cite(draft, 1, anExperience())).citeExperience;
  expect(paper).toMatchObject({ id: draft, anchoring: 1 });
});

const others: [string, Caller | null][] = [
  ['nobody', null],
  ['a member', aMember('progress')],
  ['an organiser', anOrganiser('progress')],
  ['an editor of another organisation', anEditor('labour')],
];

describe.each(others)('for %s a draft is not there', (_who, caller) => {
  test('by `_entities`, `node` and `nodes`', async () => {
    const { published, draft } = await threePapers();
    expect(await tank.read(draft, caller)).toBeNull();
    const variables = { id: draft, ids: [draft, published] };
    const claim = partId(draft, 'claim', 1);
    const byClaim = { id: claim, ids: [claim] };
    expect(dataOf(await tank.progress.ask('organisation', NODE, byClaim, caller))).toEqual({
      node: null,
      nodes: [null],
    });
    expect(dataOf(await tank.progress.ask('organisation', NODE, variables, caller))).toEqual({
      node: null,
      nodes: [null, { id: published }],
    });
  });

  test('in the list, its total and its pages', async () => {
    const { published, consultation } = await threePapers();
    const page = await tank.list(caller, { first: 1 });
    const next = await tank.list(caller, { first: 1, after: page.pageInfo.endCursor });
    expect(page).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: true } });
    expect(next).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: false } });
    expect([...idsIn(page), ...idsIn(next)]).toEqual([consultation, published]);
  });
});

test('a draft is not shared with the coalition, and what is no draft is', async () => {
  const { published, consultation } = await threePapers();
  const shared = (await tank.cards()).map(({ _id }) => _id);
  expect(shared.toSorted()).toEqual([published, consultation].toSorted());
});
