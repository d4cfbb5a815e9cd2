/** A row that cannot be completed costs its own place alone: the page, its counts and its cursors stand. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '../../../subgraphs/framework/ids.ts';
import { newPaper, paperModel } from '../../../subgraphs/kinds/think-tank/papers/paper.ts';
import { commentModel } from '../../../subgraphs/organisation/comments/comment.ts';
import { ideaModel } from '../../../subgraphs/organisation/ideas/idea.ts';
import { aComment, anIdea } from '../../support/builders.ts';
import { aHouse, type TestHouse } from '../../support/house.ts';

const OWNER = 'unite';
const on = (day: number) => ({ createdAt: new Date(Date.UTC(2026, 2, day)) });
/** Four ideas, the newest first, and four comments on the first of them, the oldest first. */
const ideas = [4, 3, 2, 1].map((day) =>
  anIdea({ organisation: OWNER, commentCount: 4, ...on(day) }),
);
const comments = [1, 2, 3, 4].map((day) => aComment(ideas[0]!, on(day)));

const papers = [4, 3, 2, 1].map((day) =>
  newPaper({
    _id: newId('progress', 'paper'),
    organisation: 'progress',
    title: 'A paper on what is next',
    abstract: 'What is next.',
    status: 'PUBLISHED',
    ...on(day),
  }),
);
const IDS = { ideas, comments, papers, cards: ideas };

/** Pages are of three, and this one of them is damaged. */
const BAD = 1;

let house: TestHouse;
beforeAll(async () => {
  house = await aHouse({ sample: false });
  await ideaModel(house.db(OWNER)).insertMany(ideas);
  await paperModel(house.db('progress')).insertMany(papers);
  await commentModel(house.db(OWNER)).insertMany(comments);
  // The coalition has all of them before any is damaged.
  const answer = await house.ask('{ policyIdeas { totalCount } }');
  expect(answer).toEqual({ data: { policyIdeas: { totalCount: 4 } } });
});
afterAll(() => house?.close());

/** A field that a stored row lacks, as no program of ours leaves it. */
interface Damage {
  owner: string;
  collection: keyof typeof IDS;
  field: string;
}

/** What is answered while a row lacks a field. */
async function during<Value>(
  { owner, collection, field }: Damage,
  ask: () => Promise<Value>,
): Promise<Value> {
  const { _id } = IDS[collection][BAD]!;
  const rows = house.db(owner).collection<{ _id: string }>(collection);
  const value = (await rows.findOne({ _id }))?.[field as never];
  expect(value).toBeDefined();
  await rows.updateOne({ _id }, { $unset: { [field]: 1 } });
  try {
    return await ask();
  } finally {
    await rows.updateOne({ _id }, { $set: { [field]: value } });
  }
}

interface Page {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; startCursor: string; endCursor: string };
  edges: { cursor: string; node: { id: string } | null; card?: unknown }[];
  nodes: ({ id: string } | null)[];
}

const pageOf = (list: string, node: string, card = '') => `page: ${list} {
  totalCount pageInfo { hasNextPage startCursor endCursor }
  edges { cursor ${card} node { ${node} } } nodes { ${node} }
}`;

const atOwner = { owner: OWNER, collection: 'ideas', field: 'title' } as const;
const inCatalogue = { ...atOwner, owner: 'coalition', collection: 'cards' } as const;

const CASES: { what: string; damage: Damage; query: string; fails: string }[] = [
  {
    what: "an organisation's own list",
    damage: atOwner,
    query: `{ at: organisation(id: "${OWNER}") { ${pageOf('policyIdeas(first: 3)', 'id title')} } }`,
    fails: 'title',
  },
  {
    what: 'a list of children',
    damage: { owner: OWNER, collection: 'comments', field: 'text' },
    query: `{ at: node(id: "${ideas[0]!._id}") { ... on PolicyIdea { ${pageOf('comments(first: 3)', 'id text')} } } }`,
    fails: 'text',
  },
  {
    what: 'the list of the catalogue',
    damage: inCatalogue,
    query: `{ ${pageOf('policyIdeas(first: 3)', 'id title')} }`,
    fails: 'title',
  },
  {
    what: 'a search',
    damage: inCatalogue,
    // The words of the summary: the index of texts would miss the row by those of its title.
    query: `{ ${pageOf('search(text: "timetables", first: 3, orderBy: NEWEST)', '... on PolicyIdea { id title }', 'card { title }')} }`,
    fails: 'title',
  },
  {
    what: 'a list of the catalogue, of which the owners answer a part',
    damage: { owner: 'progress', collection: 'papers', field: 'abstract' },
    query: `{ ${pageOf('search(text: "paper", first: 3, orderBy: NEWEST)', '... on Paper { id abstract }')} }`,
    fails: 'abstract',
  },
];

describe.each(CASES)('$what', ({ damage, query, fails }) => {
  type Data = { at?: { page: Page } } & { page: Page };
  const ask = (text = query) => house.ask<Data>(text);
  const pageIn = (data: Data | null | undefined) => (data?.at ?? data)?.page as Page;

  test('has null in the place of a row that cannot be completed, and an error there', async () => {
    const complete = await ask();
    expect(complete.errors).toBeUndefined();
    const page = pageIn(complete.data);
    expect(page.nodes).toEqual(page.edges.map(({ node }) => node));
    expect({ ...page.pageInfo, totalCount: page.totalCount, rows: page.nodes.length }).toEqual({
      hasNextPage: true,
      startCursor: page.edges[0]?.cursor,
      endCursor: page.edges[2]?.cursor,
      totalCount: 4,
      rows: 3,
    });

    const { data, errors } = await during(damage, ask);
    const isSearch = page.edges[0]?.card !== undefined;
    const lacking = { node: null, ...(isSearch && { card: null }) };
    expect(pageIn(data)).toEqual({
      ...page,
      edges: page.edges.map((edge, at) => (at === BAD ? { ...edge, ...lacking } : edge)),
      nodes: page.nodes.map((node, at) => (at === BAD ? null : node)),
    });
    const start = [...(complete.data?.at ? ['at'] : []), 'page'];
    const paths = [
      [...start, 'edges', BAD, 'node', fails],
      [...start, 'nodes', BAD, fails],
      ...(isSearch ? [[...start, 'edges', BAD, 'card', fails]] : []),
    ];
    expect(errors?.map(({ path }) => path?.join('.')).sort()).toEqual(
      paths.map((path) => path.join('.')).sort(),
    );
    expect(new Set(errors?.map(({ extensions }) => extensions['code']))).toEqual(
      new Set(['ORGANISATION_ERROR']),
    );
  });

  test('goes on after it', async () => {
    const asked = query.replace('first: 3', 'first: 2');
    const rest = await during(damage, async () => {
      const { endCursor } = pageIn((await ask(asked)).data).pageInfo;
      return ask(query.replace('first: 3', `first: 3, after: "${endCursor}"`));
    });
    expect(rest.errors).toBeUndefined();
    expect(pageIn(rest.data).nodes).toHaveLength(2);
  });
});
