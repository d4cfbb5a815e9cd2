import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readOrganisations } from '../../directory/organisations.ts';
import { newId } from '../../subgraphs/framework/ids.ts';
import { ID_TYPES } from '../../schema/things.ts';
import { dataOf, refusalsOf } from '../support/answer.ts';
import { aMember } from '../support/callers.ts';
import { aHouse, type TestHouse } from '../support/house.ts';
import { anEventAt, answerTo } from './events.ts';
import { share } from './experiences.ts';
import { anIdeaAt, write } from './ideas.ts';
import { LIST_OF } from './lists.ts';
import {
  memberToken,
  neighbourOf,
  OF_KIND,
  ORGANISATION,
  ORGANISATIONS,
  othersThan,
  tokenFor,
} from './people.ts';
import { OrganisationKind } from '../../schema/generated/enums.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await aHouse();
});
afterAll(() => house?.close());

interface Shown {
  __typename: string;
  id: string;
}
const node = (id: unknown, token?: string) =>
  house.ask<{ node: Shown | null }>(
    'query ($id: ID!) { node(id: $id) { __typename id } }',
    { id },
    token,
  );
const nodes = (ids: unknown[], token?: string) =>
  house.ask<{ nodes: (Shown | null)[] }>(
    'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }',
    { ids },
    token,
  );

const ULID = '01JBXYZ0000000000000000000';
const typed = [...ID_TYPES];

/** One thing of each type that everyone of this token may see. */
async function oneOfEach(organisation: string, token: string): Promise<Record<string, string>> {
  const idea = await anIdeaAt(house, organisation);
  const comment = await write(house, { idea: idea.id }, token);
  const shared = dataOf(await share(house, { organisation }, token)).shareExperience.experience!;
  const event = await anEventAt(house, organisation);
  const attendance = await answerTo(house, event.id, 'GOING', token);
  return {
    Organisation: organisation,
    PolicyIdea: idea.id,
    Comment: comment.id,
    Experience: shared.id,
    Event: event.id,
    Attendance: attendance.id,
  };
}

describe('by id, an organisation', () => {
  const organisation = ORGANISATION;

  test('answers with each type of thing that it has', async () => {
    const token = await memberToken(house, neighbourOf(organisation), 'who looks');
    const things = await oneOfEach(organisation, token);
    for (const [__typename, id] of Object.entries(things))
      expect(await node(id, token)).toEqual({ data: { node: { __typename, id } } });
    const ids = Object.values(things).toReversed();
    expect(dataOf(await nodes(ids, token)).nodes.map((shown) => shown?.id)).toEqual(ids);
  });

  test.each(typed)(
    'answers null for an unknown %s, and for one that it would not have',
    async (type) => {
      expect(await node(newId(organisation, type))).toEqual({ data: { node: null } });
    },
  );

  test.each(['constructor', 'banana', 'policy-idea'])(
    'answers null for an id of the unknown type "%s"',
    async (type) => {
      const id = `${organisation}:${type}:${ULID}`;
      expect(await node(id)).toEqual({ data: { node: null } });
      expect(await nodes([organisation, id])).toEqual({
        data: { nodes: [{ __typename: 'Organisation', id: organisation }, null] },
      });
    },
  );

  test('answers null for what another organisation has under the same key', async () => {
    const { id } = await anIdeaAt(house, organisation);
    const key = id.split(':')[2];
    for (const other of othersThan(organisation))
      expect(await node(`${other}:idea:${key}`)).toEqual({ data: { node: null } });
    expect(await node(`${organisation}:event:${key}`)).toEqual({ data: { node: null } });
  });

  test("answers null for an answer to an event that is someone else's", async () => {
    const token = await memberToken(house, organisation, 'a guest');
    const event = await anEventAt(house, organisation);
    const { id } = await answerTo(house, event.id, 'GOING', token);
    const others = [aMember(organisation, 'Bo'), aMember(neighbourOf(organisation))];
    for (const other of others)
      expect(await node(id, await tokenFor(house, other))).toEqual({ data: { node: null } });
    expect(await node(id)).toEqual({ data: { node: null } });
  });

  test('answers `organisation` with what the directory says of it', async () => {
    const {
      joinedAt: _,
      signIn: __,
      ...known
    } = readOrganisations().find(({ id }) => id === organisation)!;
    const query =
      'query ($id: ID!) { organisation(id: $id) { id kind name summary website issuer } }';
    expect(await house.ask(query, { id: organisation })).toEqual({ data: { organisation: known } });
  });
});

test.each(OrganisationKind)('by id, a %s answers with what only its kind has', async (kind) => {
  const { list, type: __typename } = LIST_OF[kind];
  const query = `{ organisation(id: "${OF_KIND[kind]}") { list: ${list} { edges { node { id } } } } }`;
  const { data } = await house.ask<{
    organisation: { list: { edges: { node: { id: string } }[] } };
  }>(query);
  const { id } = data!.organisation.list.edges[0]!.node;
  expect(await node(id)).toEqual({ data: { node: { __typename, id } } });
});

test('`nodes` answers in the order of the ids, each as often as it is asked for', async () => {
  const ideas = await Promise.all(
    ORGANISATIONS.map((organisation) => anIdeaAt(house, organisation)),
  );
  const known = ideas.map(({ id }) => id);
  const ids = [
    ...known,
    'nobody',
    newId('labour', 'idea'),
    ...known.toReversed(),
    'unite',
    known[2]!,
  ];
  const { nodes: shown } = dataOf(await nodes(ids));
  const expected = ids.map((id) => (known.includes(id) || id === 'unite' ? id : null));
  expect(shown.map((one) => one?.id ?? null)).toEqual(expected);
});

test('`nodes` of nothing is empty', async () => {
  expect(await nodes([])).toEqual({ data: { nodes: [] } });
});

test('`nodes` takes a hundred ids', async () => {
  const ids = Array.from({ length: 100 }, (_, at) => newId(ORGANISATIONS[at % 5]!, 'idea'));
  expect(dataOf(await nodes(ids)).nodes).toEqual(Array(100).fill(null));
});

test('what is of nobody is null: the organisation, and every id of it', async () => {
  for (const id of ['nobody', 'coalition', 'constructor', `nobody:idea:${ULID}`]) {
    expect(await node(id)).toEqual({ data: { node: null } });
    expect(await nodes([id])).toEqual({ data: { nodes: [null] } });
  }
  for (const id of ['nobody', 'coalition', 'constructor'])
    expect(await house.ask(`{ organisation(id: "${id}") { name } }`)).toEqual({
      data: { organisation: null },
    });
});

const MALFORMED = [
  '',
  ' ',
  'Labour',
  'labour:',
  'labour:idea',
  'labour:idea:',
  'labour:idea:1',
  `labour:idea:${ULID.toLowerCase()}`,
  `labour:idea:${ULID}:`,
  `labour::${ULID}`,
  `LABOUR:idea:${ULID}`,
  `labour:idea:8${ULID.slice(1)}`,
  '../labour',
  'labour\u0000',
  '$where',
];

test.each(MALFORMED)('a malformed id is refused, saying what was expected: %j', async (id) => {
  const expected = [{ code: 'BAD_USER_INPUT', argument: 'id' }];
  const answer = await node(id);
  expect(refusalsOf(answer)).toEqual(expected);
  expect(answer.errors![0]!.message).toMatch(/^id: expected an id such as "unite:idea:.*, but got/);
  expect(
    refusalsOf(await house.ask('query ($id: ID!) { organisation(id: $id) { name } }', { id })),
  ).toEqual(expected);
  expect(refusalsOf(await nodes(['labour', id]))).toEqual([
    { code: 'BAD_USER_INPUT', argument: 'ids[1]' },
  ]);
});

test('a malformed id among `nodes` leaves the rest of the answer whole', async () => {
  const query = '{ nodes(ids: ["labour", "$where"]) { id } organisation(id: "labour") { id } }';
  expect((await house.ask<object>(query)).data).toEqual({
    nodes: [{ id: 'labour' }, null],
    organisation: { id: 'labour' },
  });
});

test('`organisation` refuses the id of anything else', async () => {
  const answer = await house.ask(`{ organisation(id: "labour:idea:${ULID}") { name } }`);
  expect(refusalsOf(answer)).toEqual([{ code: 'BAD_USER_INPUT', argument: 'id' }]);
});

test('`nodes` refuses more than a hundred ids, however many owners they have', async () => {
  const ofOne = Array.from({ length: 101 }, () => newId('labour', 'idea'));
  const ofAll = ofOne.map((_, at) => newId(ORGANISATIONS[at % 5]!, 'idea'));
  for (const ids of [ofOne, ofAll, Array(101).fill('labour')])
    expect(refusalsOf(await nodes(ids))).toEqual([{ code: 'BAD_USER_INPUT', argument: 'ids' }]);
});
