import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ideaModel, type IdeaRow } from '../../../subgraphs/organisation/ideas/idea.ts';
import { newId } from '../../../subgraphs/framework/ids.ts';
import { dataOf, refusalsOf } from '../../support/answer.ts';
import { anIdea } from '../../support/builders.ts';
import { aHouse, type TestHouse } from '../../support/house.ts';

let house: TestHouse;

const idea = (organisation: string, title: string, given: Partial<IdeaRow> = {}): IdeaRow =>
  anIdea({ organisation, title, summary: null, themes: [], ...given });

const library = idea('labour', 'Keep every village library open', {
  summary: 'A village without a library loses its heart. Councils must fund them.',
  themes: ['education'],
});
const vans = idea('unite', 'Library vans for villages that have none');
const books = idea('unite', 'Books delivered to people who cannot leave their homes', {
  status: 'MERGED',
  mergedInto: vans._id,
});
const declined = idea('progress', 'Close the village library', { status: 'DECLINED' });
const withdrawn = idea('progress', 'Keep the village library and sell its books', {
  status: 'WITHDRAWN',
});
const rail = idea('labour', 'Publicly owned railways');

async function write(...rows: IdeaRow[]): Promise<void> {
  for (const row of rows) await ideaModel(house.db(row.organisation)).create(row);
}

async function change(row: IdeaRow, given: Partial<IdeaRow>): Promise<void> {
  await ideaModel(house.db(row.organisation)).updateOne({ _id: row._id }, { $set: given });
}

interface Found {
  similarIdeas: {
    edges: {
      node: { id: string; title: string };
      score: number;
      why: { words: string[]; passage: string; mergedIdea: { id: string } | null };
    }[];
    freshness: { state: string }[];
  } | null;
}

const SIMILAR = `query ($text: String, $id: ID, $organisations: [ID!], $themes: [ID!], $first: Int) {
  similarIdeas(text: $text, id: $id, organisations: $organisations, themes: $themes, first: $first) {
    edges {
      node { id title status organisation { name } tally { support } themes { name } }
      score
      why { words passage mergedIdea { id } }
    }
    freshness { state }
  }
}`;

const ask = (variables: object) => house.ask<Found>(SIMILAR, variables);
const edges = async (variables: object) => dataOf(await ask(variables)).similarIdeas?.edges ?? [];
const found = async (variables: object) => (await edges(variables)).map(({ node }) => node.id);

beforeAll(async () => {
  house = await aHouse({ sample: false });
  await write(library, vans, books, declined, withdrawn, rail);
});
afterAll(() => house.close());
beforeEach(() => {
  house.calls.length = 0;
});

describe('ideas like a text', () => {
  test('are those of all organisations, most alike first; declined and withdrawn ones are none', async () => {
    expect(await found({ text: 'Keep our village libraries open' })).toEqual([
      library._id,
      vans._id,
    ]);
  });

  test('are those of now before those of years ago, where they say the same', async () => {
    const ago = (years: number) => new Date(Date.now() - years * 365 * 86_400_000);
    const rows = [3, 0, 6].map((years) =>
      idea('labour', 'Lidos in summer', { createdAt: ago(years), status: 'SUBMITTED' }),
    );
    await write(...rows);
    const [then, now, before] = rows.map(({ _id }) => _id);
    expect((await found({ text: 'Lidos in summer' }))[0]).toBe(now);
    expect((await found({ id: before })).slice(0, 2)).toEqual([then, now]);
    for (const row of rows) await change(row, { status: 'WITHDRAWN' });
  });

  test('come with a score, and why they are alike', async () => {
    const [best, next] = await edges({ text: 'A library in each village\nfunded by councils' });
    expect(best?.why).toEqual({
      words: expect.arrayContaining(['library', 'village', 'Councils', 'fund']),
      passage: 'Councils must fund them.',
      mergedIdea: null,
    });
    expect(best!.score).toBeGreaterThan(next!.score);
    expect(best!.score).toBeLessThanOrEqual(1);
  });

  test('are found by what was merged into them, and say so', async () => {
    const [best] = await edges({ text: 'Deliver books to those who cannot leave home' });
    expect(best).toMatchObject({
      node: { id: vans._id },
      why: { passage: books.title, mergedIdea: { id: books._id } },
    });
  });

  test('are none where no word is shared', async () => {
    const { similarIdeas } = dataOf(await ask({ text: 'nuclear disarmament' }));
    expect(similarIdeas).toMatchObject({ edges: [] });
    expect(similarIdeas?.freshness).toHaveLength(5);
  });

  test.each([
    ['organisation', { organisations: ['unite'] }, () => [vans._id]],
    ['theme', { themes: ['education'] }, () => [library._id]],
    ['organisation and theme', { organisations: ['unite'], themes: ['education'] }, () => []],
    ['number', { first: 1 }, () => [library._id]],
  ])('are narrowed by %s', async (_what, filter, expected) => {
    expect(await found({ text: 'keep village library', ...filter })).toEqual(expected());
  });
});

describe('ideas like an idea', () => {
  test('are others than itself, and than what was merged into it', async () => {
    expect(await found({ id: library._id })).toEqual([vans._id]);
    expect(await found({ id: vans._id })).toEqual([library._id]);
  });

  test('that was merged have the one that it was merged into among them when its words say so', async () => {
    expect(await found({ id: books._id })).toEqual([]);
    const another = idea('unite', 'A van that brings books', {
      status: 'MERGED',
      mergedInto: vans._id,
    });
    await write(another);
    expect(await found({ id: another._id })).toEqual([vans._id]);
  });

  test('can be asked for of one that was withdrawn', async () => {
    expect(await found({ id: withdrawn._id })).toEqual([library._id, vans._id]);
  });

  test.each([
    ['that nobody has', () => newId('labour', 'idea')],
    ['of no affiliate', () => newId('nobody', 'idea')],
    ['of an event', () => newId('labour', 'event')],
    ['of an organisation', () => 'labour'],
  ])('are null for an id %s', async (_what, id) => {
    expect(await ask({ id: id() })).toEqual({ data: { similarIdeas: null } });
  });
});

describe('the index', () => {
  test('follows what is written, changed and withdrawn', async () => {
    const fresh = idea('peoples-assembly', 'Swimming lessons for everyone');
    await write(fresh);
    expect(await found({ text: 'swimming' })).toEqual([fresh._id]);
    await change(fresh, { title: 'Diving lessons for everyone' });
    expect(await found({ text: 'swimming' })).toEqual([]);
    expect(await found({ text: 'diving' })).toEqual([fresh._id]);
    await change(fresh, { status: 'WITHDRAWN' });
    expect(await found({ text: 'diving' })).toEqual([]);
  });
});

describe('a question that is wrong', () => {
  test.each([
    ['gives neither a text nor an id', {}, 'text'],
    ['gives both', { text: 'library', id: library._id }, 'text'],
    ['has no word', { text: ' …!' }, 'text'],
    ['has only words that say nothing', { text: 'we should do more of this' }, 'text'],
    ['is longer than an idea can be', { text: 'library '.repeat(3_000) }, 'text'],
    ['gives an id that is none', { id: 'library:' }, 'id'],
    ['asks for none', { text: 'library', first: 0 }, 'first'],
    ['asks for too many', { text: 'library', first: 101 }, 'first'],
    ['names a theme that there is not', { text: 'library', themes: ['x'] }, 'themes[0]'],
    ['names no organisation', { text: 'library', organisations: ['X!'] }, 'organisations[0]'],
  ])('and %s is refused, with the name of the argument', async (_what, variables, argument) => {
    expect(refusalsOf(await ask(variables))).toEqual([{ code: 'BAD_USER_INPUT', argument }]);
  });
});

describe('what it costs', () => {
  const costOf = async (variables: object) => {
    house.calls.length = 0;
    for (const sent of house.commands.values()) sent.length = 0;
    dataOf(await ask(variables));
    return { calls: [...house.calls], commands: [...(house.commands.get('coalition') ?? [])] };
  };

  test('is one upstream call, and no more commands in a catalogue of 400 ideas than in one of few', async () => {
    const cost = async () => ({
      text: await costOf({ text: 'village library', first: 100 }),
      id: await costOf({ id: library._id, first: 100 }),
    });
    await found({ text: 'library' });
    const few = await cost();
    const more = Array.from({ length: 400 }, (_, at) => idea('unite', `Village library ${at}`));
    await ideaModel(house.db('unite')).insertMany(more);
    expect(await edges({ text: 'village library', first: 100 })).toHaveLength(100);
    expect(await cost()).toEqual(few);
    expect(few.text).toEqual({ calls: ['coalition/coalition'], commands: ['find'] });
    expect(few.id).toEqual({ calls: ['coalition/coalition'], commands: ['find', 'find'] });
  });
});

describe('a merged idea', () => {
  const MERGED = `query ($id: ID!) { node(id: $id) { ... on PolicyIdea { status mergedInto { id title } } } }`;

  test('says which one it was merged into, by its owner and in the catalogue', async () => {
    const expected = { id: vans._id, title: vans.title };
    const own = await house.ask(MERGED, { id: books._id });
    expect(own.data).toEqual({ node: { status: 'MERGED', mergedInto: expected } });
    const list =
      '{ policyIdeas(filter: { statuses: [MERGED] }) { edges { node { id mergedInto { id title } } } } }';
    house.calls.length = 0;
    const { policyIdeas } = dataOf(
      await house.ask<{ policyIdeas: { edges: { node: object }[] } }>(list),
    );
    expect(policyIdeas.edges).toContainEqual({ node: { id: books._id, mergedInto: expected } });
    expect(house.calls).toEqual(['coalition/coalition']);
  });

  test('is the only kind that does', async () => {
    const { data } = await house.ask(MERGED, { id: vans._id });
    expect(data).toEqual({ node: { status: 'UNDER_DISCUSSION', mergedInto: null } });
  });
});

// Last, for what it starts again is counted no more.
test('the index is there again after a restart, when the owners are down', async () => {
  const before = await edges({ text: 'village library' });
  await house.end('coalition');
  for (const { id } of house.organisations) await house.end(id);
  await house.restart('coalition');
  expect(await edges({ text: 'village library' })).toEqual(before);
  for (const { id } of house.organisations) await house.restart(id);
});
