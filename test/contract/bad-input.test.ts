import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  buildSchema,
  getNamedType,
  getNullableType,
  type GraphQLInputObjectType,
  GraphQLString,
  isNonNullType,
} from 'graphql';
import { fileOfHouse } from '../../platform/root.ts';
import type { Contract } from '../../schema/contract-names.ts';
import { type IdType, isIdType } from '../../schema/things.ts';
import { type Answer, dataOf, refusalsOf } from '../support/answer.ts';
import { aMember } from '../support/callers.ts';
import { aHouse, type TestHouse } from '../support/house.ts';
import { anIdeaAt, readIdea, submitIdea } from './ideas.ts';
import { expectNothingInside } from './inside.ts';
import { mutationOf, MUTATIONS } from './mutations.ts';
import { EACH_KIND, joinedToken, memberToken, OF_KIND, ORGANISATION } from './people.ts';

let house: TestHouse;
/** Tokens of people who have joined and may do everything, by their organisation. */
const staff = new Map<string, string>();
beforeAll(async () => {
  house = await aHouse();
  for (const home of EACH_KIND)
    staff.set(home, await joinedToken(house, home, 'staff', ['ADMINISTRATOR']));
});
afterAll(() => house?.close());

const ULID = '01JBXYZ0000000000000000000';

/** Asks as someone who may do everything at an organisation; the answer shows nothing of the inside. */
async function ask(
  query: string,
  variables: object,
  organisation = 'unite',
): Promise<Answer<object>> {
  const answer = await house.ask<object>(query, variables, staff.get(organisation));
  expectNothingInside(house, JSON.stringify(answer));
  return answer;
}

const naming = (argument: string, code = 'BAD_USER_INPUT') => [{ code, argument }];

/** What is no id of a thing of this type. */
const wrongIds = (organisation: string, type: IdType): string[] => [
  '',
  'no id',
  organisation,
  `${organisation}:${type}:1`,
  `${organisation}:${type === 'idea' ? 'event' : 'idea'}:${ULID}`,
  `${organisation}:constructor:${ULID}`,
  `${organisation}:${type}:${ULID}:${ULID}`,
];

describe.each(MUTATIONS)('%s at %s', (name, organisation, input) => {
  const given = (change: object) =>
    ask(mutationOf(name), { input: { ...input, ...change } }, organisation);

  const ids = Object.keys(input).filter(isIdType);
  const [whose] = Object.keys(input) as [IdType | 'organisation'];

  if (whose === 'organisation')
    test.each([
      'nobody',
      'coalition',
      'constructor',
      '',
      ' ',
      'No one!',
      `nobody:idea:${ULID}`,
      `${organisation}:idea:${ULID}`,
      `${organisation} `,
    ])('is refused for the organisation %j, naming it', async (id) => {
      const answer = await given({ organisation: id });
      expect(refusalsOf(answer)).toEqual(naming('input.organisation'));
      expect(answer.errors![0]!.message).toMatch(
        /^input\.organisation: (expected .+, but got .+|there is no organisation with the id ".+"|the organisation "coalition" does not serve .+)\.$/,
      );
    });
  else
    test('is refused for what is not there, naming it', async () => {
      const answer = await given({ [whose]: `${organisation}:${whose}:${ULID}` });
      expect(refusalsOf(answer)).toEqual(naming(`input.${whose}`, 'NOT_FOUND'));
      expect(answer.errors![0]!.message).toMatch(/^input\.\w+: there is no .+ with the id ".+"\.$/);
    });

  if (ids.length > 0) {
    test('is refused for ids that are none of their type, naming each', async () => {
      for (const field of ids)
        for (const id of wrongIds(organisation, field))
          expect({ id, refusals: refusalsOf(await given({ [field]: id })) }).toEqual({
            id,
            refusals: naming(`input.${field}`),
          });
    });

    test('is refused for an id of an organisation that is none, naming it', async () => {
      for (const owner of ['nobody', 'coalition'])
        expect(refusalsOf(await given({ [whose]: `${owner}:${whose}:${ULID}` }))).toEqual(
          naming(`input.${whose}`),
        );
    });
  }

  test('is refused for objects where texts are expected', async () => {
    for (const field of Object.keys(input))
      for (const injected of [{ $gt: '' }, [{ $ne: null }], { $where: 'sleep(9)' }]) {
        const { data, errors } = await given({ [field]: injected });
        expect(errors!.map(({ extensions }) => extensions['code'])).toEqual(
          errors!.map(() => 'BAD_USER_INPUT'),
        );
        expect(errors![0]!.message).toContain(`"input.${field}`);
        expect(data ?? { [name]: null }).toEqual({ [name]: null });
      }
  });
});

const api = buildSchema(readFileSync(fileOfHouse('schema/api.graphql'), 'utf8'));

const inputOf = (mutation: string): GraphQLInputObjectType => {
  const [input] = api.getMutationType()!.getFields()[mutation]!.args;
  return getNamedType(input!.type) as GraphQLInputObjectType;
};

/** The texts that a mutation is given, with the least (when one may not be empty) and the most characters that it says. */
function textsOf(
  mutation: string,
): { field: string; least: number; most: number; isLine: boolean }[] {
  return Object.values(inputOf(mutation).getFields()).flatMap(({ name, type, description }) => {
    const said = /(?:(\d+) to|at most) ([\d,]+) characters/.exec(description ?? '');
    if (!said || getNullableType(type) !== GraphQLString) return [];
    const least = Number(said[1] ?? (isNonNullType(type) ? 1 : 0));
    const isLine = / in one line/.test(description ?? '');
    return { field: name, least, most: Number(said[2]!.replace(',', '')), isLine };
  });
}

/** All mutations have a key, and one piece of code that reads it. */
const isTriedElsewhere = (name: string, field: string): boolean =>
  field === 'idempotencyKey' && name !== 'join';

describe.each(
  MUTATIONS.filter(([, , input]) => 'organisation' in input).flatMap(
    ([name, organisation, input]) =>
      textsOf(name)
        .filter(({ field }) => !isTriedElsewhere(name, field))
        .map((text) => ({ name, organisation, input, ...text })),
  ),
)(
  '$field of $name at $organisation',
  ({ name, organisation, input, field, least, most, isLine }) => {
    const given = (text: string) =>
      ask(mutationOf(name), { input: { ...input, [field]: text } }, organisation);

    test('is taken at its longest, and refused a character longer', async () => {
      expect((await given('x'.repeat(most))).errors).toBeUndefined();
      const answer = await given('x'.repeat(most + 1));
      expect(refusalsOf(answer)).toEqual(naming(`input.${field}`));
      expect(answer.errors![0]!.message).toMatch(/: expected .+ characters, but got "x+…\.$/);
    });

    test('is refused with a character that no card takes', async () => {
      for (const text of CONTROLS)
        expect(refusalsOf(await given(text))).toEqual(naming(`input.${field}`));
    });

    test('has several lines, or is refused with them, as it says', async () => {
      for (const end of ['\n', '\r\n', '\u2028']) {
        const answer = await given(`two${end}lines`);
        expect(refusalsOf(answer)).toEqual(isLine ? naming(`input.${field}`) : []);
      }
    });

    if (least > 0)
      test('is refused when there is nothing in it to see', async () => {
        for (const nothing of ['\u200b', '\u2060', '\u3164', '\u2800', '\u00ad', '\ufe0f'])
          expect(refusalsOf(await given(nothing.repeat(3)))).toEqual(naming(`input.${field}`));
      });

    if (least > 0)
      test('is refused when it is empty, white, or too short', async () => {
        for (const text of [
          '',
          ' ',
          '\n\t \u00a0',
          ...(least > 1 ? [` ${'x'.repeat(least - 1)} `] : []),
        ])
          expect(refusalsOf(await given(text))).toEqual(naming(`input.${field}`));
      });
  },
);

/** Texts with a character that no card takes: one that controls, one that turns the direction, and half of one. */
const CONTROLS = [
  '\u0000',
  '\u0007',
  '\u001b',
  '\u009f',
  '\u202e',
  '\u2066',
  '\u200f',
  '\ud83d',
].map((control) => `bells${control} ring`);

/** The moments that a mutation is given. */
const momentsOf = (mutation: string): string[] =>
  Object.values(inputOf(mutation).getFields()).flatMap(({ name, type }) =>
    String(getNullableType(type)) === 'DateTime' ? [name] : [],
  );

test.each(MUTATIONS.filter(([name]) => momentsOf(name).length > 0))(
  '%s at %s takes no moment that no card takes: before 1800, or after 2199',
  async (name, organisation, input) => {
    for (const field of momentsOf(name))
      for (const moment of ['1799-12-31T23:59:59Z', '2200-01-01T00:00:00Z'])
        expect(
          refusalsOf(
            await ask(mutationOf(name), { input: { ...input, [field]: moment } }, organisation),
          ),
        ).toEqual(naming(`input.${field}`));
  },
);

describe('a comment', () => {
  const comment = async (text: string) =>
    ask(mutationOf('comment'), { input: { idea: (await anIdeaAt(house, 'unite')).id, text } });

  test('is taken at its longest, and refused when longer, empty or white', async () => {
    expect((await comment('x'.repeat(5_000))).errors).toBeUndefined();
    for (const text of ['x'.repeat(5_001), '', ' ', '\n\t', ...CONTROLS])
      expect(refusalsOf(await comment(text))).toEqual(naming('input.text'));
  });
});

test('a title is stored as composed characters, and a language as it is registered', async () => {
  const input = {
    organisation: 'unite',
    title: '  Cafe\u0301s ',
    body: 'Open late.',
    language: 'EN-gb',
  };
  const query = `mutation ($input: SubmitPolicyIdeaInput!) {
    submitPolicyIdea(input: $input) { idea { title language } }
  }`;
  const { data } = await ask(query, { input });
  expect(data).toEqual({ submitPolicyIdea: { idea: { title: 'Caf\u00e9s', language: 'en-GB' } } });
});

test('a poll whose options nobody can tell apart is refused', async () => {
  const opening = MUTATIONS.find(([name]) => name === 'openPoll')!;
  const open = (given: string[]) =>
    ask(mutationOf('openPoll'), { input: { ...opening[2], options: given } }, opening[1]);
  expect(refusalsOf(await open(['Yes', ' YES\u200b']))).toEqual(naming('input.options'));
  expect(refusalsOf(await open(['Y\u00e9s', 'Ye\u0301s']))).toEqual(naming('input.options'));
  expect(refusalsOf(await open(['Yes', 'No']))).toEqual([]);
});

test.each([
  [{ language: 'English, please' }, 'input.language'],
  [{ language: '' }, 'input.language'],
  [{ language: `en${'-variant'.repeat(5)}` }, 'input.language'],
  [{ themes: ['work', 'dragons'] }, 'input.themes.1'],
  [{ themes: ['$ne'] }, 'input.themes.0'],
  [{ themes: ['work', 'housing', 'health', 'energy', 'justice', 'culture'] }, 'input.themes'],
  [{ area: 'atlantis' }, 'input.area'],
  [{ area: '__proto__' }, 'input.area'],
])('an idea with %j is refused, naming the field', async (change, argument) => {
  const input = { organisation: 'unite', title: 'Later buses', body: 'Past midnight.', ...change };
  expect(refusalsOf(await ask(mutationOf('submitPolicyIdea'), { input }))).toEqual(
    naming(argument),
  );
});

test.each([
  `'); db.dropDatabase(); //`,
  `{"$gt": ""}`,
  '$where: function () { return true }',
  '<script>alert(1)</script> & <b>bold</b>',
  '"quoted" \\ back\\slash `tick` ${7 * 7} #{x} %s %00',
  '__proto__',
  'Ŵyn, ñandúk, 你好, مرحبا, 👩‍👩‍👧',
])('a text is kept as it was given: %s', async (title) => {
  const token = await memberToken(house, 'unite');
  const answer = await submitIdea(house, { organisation: 'unite', title, body: title }, token);
  const { id } = dataOf(answer).submitPolicyIdea.idea!;
  expect(await readIdea(house, id)).toMatchObject({ title, body: title });
});

test.each<[string, string, object, string]>([
  ['an id', 'query ($v: ID!) { node(id: $v) { id } }', { $gt: '' }, '$v'],
  ['an id in a list', 'query ($v: [ID!]!) { nodes(ids: $v) { id } }', [{ $ne: null }], '$v'],
  ["an organisation's id", 'query ($v: ID!) { organisation(id: $v) { id } }', { $ne: '' }, '$v'],
  ['a text', 'query ($v: String!) { search(text: $v) { totalCount } }', { $regex: '.*' }, '$v'],
  ['a cursor', 'query ($v: String) { policyIdeas(after: $v) { totalCount } }', { $gt: '' }, '$v'],
  ['a page size', 'query ($v: Int) { policyIdeas(first: $v) { totalCount } }', { $gt: 0 }, '$v'],
  [
    'a filter',
    'query ($v: PolicyIdeaFilter) { policyIdeas(filter: $v) { totalCount } }',
    { $where: '1' },
    '$where',
  ],
  [
    'a theme',
    'query ($v: PolicyIdeaFilter) { policyIdeas(filter: $v) { totalCount } }',
    { themes: [{ $gt: '' }] },
    'v.themes[0]',
  ],
  [
    'a text of a filter',
    'query ($v: EventFilter) { events(filter: $v) { totalCount } }',
    { text: { $regex: '' } },
    'v.text',
  ],
  [
    'a moment',
    'query ($v: EventFilter) { events(filter: $v) { totalCount } }',
    { startsFrom: { $gt: '' } },
    'v.startsFrom',
  ],
  [
    'a flag',
    'query ($v: EventFilter) { events(filter: $v) { totalCount } }',
    { online: { $ne: true } },
    'v.online',
  ],
])('an object for %s is refused, naming where it stood', async (_title, query, v, named) => {
  const { data, errors } = await ask(query, { v });
  expect(errors!.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
  expect(errors![0]!.message).toContain(named);
  expect(Object.values(data ?? {}).every((value) => value === null)).toBe(true);
});

test.each([
  ['DateTime', { createdFrom: 'yesterday' }],
  ['IdeaStatus', { statuses: ['SECRET'] }],
  ['Channel', { channels: ['$ne'] }],
  ['OrganisationKind', { organisationKinds: ['COMPANY'] }],
])('what is no %s is refused, naming where it stood', async (type, filter) => {
  const query = 'query ($filter: PolicyIdeaFilter) { policyIdeas(filter: $filter) { totalCount } }';
  const { errors } = await ask(query, { filter });
  expect(errors!.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
  expect(errors![0]!.message).toContain(`"filter.${Object.keys(filter)[0]}`);
  expect(errors![0]!.message).toContain(type);
});

/** What stands where an id belongs, in a representation that no gateway would send. */
const INJECTED: unknown[] = [
  { $gt: '' },
  { $ne: null },
  [`labour:idea:${ULID}`],
  { toString: 'x' },
  null,
  5,
  true,
  '',
  '$ne',
  'constructor',
  `labour:constructor:${ULID}`,
];

const CONTRACTS: [owner: string, contract: Contract, types: string[]][] = [
  [
    ORGANISATION,
    'organisation',
    ['PolicyIdea', 'Comment', 'Experience', 'Event', 'Attendance', 'Member', 'Organisation'],
  ],
  [OF_KIND.PARTY, 'party', ['PolicyReview', 'Organisation']],
  [OF_KIND.UNION, 'union', ['Poll', 'Organisation']],
  [OF_KIND.THINK_TANK, 'think-tank', ['Paper', 'Organisation']],
  [OF_KIND.MOVEMENT, 'movement', ['Win', 'Organisation']],
  ['coalition', 'coalition', ['PolicyIdea', 'Event', 'Organisation']],
];

describe.each(CONTRACTS)('the server of %s, at /%s', (owner, contract, types) => {
  const entities = async (representations: object[]) => {
    const answer = await house.askOwner<{ _entities: unknown[] }>(
      owner,
      contract,
      'query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }',
      { representations },
      aMember(owner, 'staff', ['ADMINISTRATOR']),
    );
    expectNothingInside(house, JSON.stringify(answer));
    return answer;
  };

  test.each(types)('finds no %s by anything but an id', async (__typename) => {
    const representations = [
      ...INJECTED.map((id) => ({ __typename, id })),
      { __typename },
      { __typename, _id: { $ne: null }, organisation: { $ne: null } },
    ];
    expect(await entities(representations)).toEqual({
      data: { _entities: representations.map(() => null) },
    });
  });

  test('shows nothing of itself for what is no representation', async () => {
    for (const representation of [
      { __typename: 'Secret' },
      { __typename: { $gt: '' } },
      {},
      'x',
      5,
    ])
      await entities([representation as object]);
  });
});
