/** Null and left out both mean the default, for every argument and input field that has one. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Contract } from '../../schema/contract-names.ts';
import { type Answer, refusalsOf } from '../support/answer.ts';
import { aHouse, type TestHouse } from '../support/house.ts';
import { anIdeaAt } from './ideas.ts';
import {
  ARGUMENTS,
  FIELDS,
  type FieldWithDefault,
  mutationShowing,
  WITH_DEFAULTS,
} from './inputs-with-defaults.ts';
import { MUTATIONS } from './mutations.ts';
import { EACH_KIND, joinedToken, memberToken, OF_KIND, ORGANISATION } from './people.ts';

let house: TestHouse;
/** Tokens of people who may do everything, by where they signed in. */
const staff = new Map<string, string>();
/** Ids of what has to be there. */
const there: Record<string, string> = {};
beforeAll(async () => {
  house = await aHouse();
  for (const home of EACH_KIND)
    staff.set(home, await joinedToken(house, home, 'staff', ['ADMINISTRATOR']));
  const administrator = { subject: 'the-administrator', roles: ['ADMINISTRATOR' as const] };
  staff.set('coalition', await house.issuers.of('coalition').token(administrator));
  there['idea'] = (await anIdeaAt(house, ORGANISATION)).id;
});
afterAll(() => house?.close());

test('every default of the schema is tried here', () => {
  const tried = [...ARGUMENTS, ...FIELDS].map(({ coordinate }) => coordinate);
  expect(WITH_DEFAULTS.length).toBeGreaterThan(30);
  expect([...new Set(tried)].sort()).toEqual([...WITH_DEFAULTS].sort());
});

/** At whom an organisation's list is asked for, and by which contract. */
const OWNERS: Readonly<Record<string, readonly [owner: string, contract: Contract]>> = {
  policyReviews: [OF_KIND.PARTY, 'party'],
  polls: [OF_KIND.UNION, 'union'],
  papers: [OF_KIND.THINK_TANK, 'think-tank'],
  wins: [OF_KIND.MOVEMENT, 'movement'],
};

const ownerOf = (coordinate: string): readonly [owner: string, contract: Contract] =>
  OWNERS[/\.(\w+)\(/.exec(coordinate)?.[1] ?? ''] ?? [ORGANISATION, 'organisation'];

describe.each(ARGUMENTS)('$coordinate', ({ coordinate, of, query, default: value }) => {
  const [id, contract] = ownerOf(coordinate);

  const ways: [string, (asked: string, variables: object) => Promise<Answer<object>>][] = [
    ['through the gateway', (asked, variables) => house.ask(asked, { id, ...variables })],
    of === 'Query'
      ? [
          'at the coalition',
          (asked, given) => house.askOwner('coalition', 'coalition', asked, given),
        ]
      : [
          'at an organisation',
          (asked, given) => {
            // A contract of a kind has no way in but by reference.
            const entity = asked
              .replace('$id: ID!', '$refs: [_Any!]!')
              .replace(
                'organisation(id: $id) {',
                '_entities(representations: $refs) { ... on Organisation {',
              )
              .replace(/\}$/, '} }');
            const refs = [{ __typename: 'Organisation', id }];
            return house.askOwner(id, contract, entity, { refs, ...given });
          },
        ],
  ];

  test.each(ways)('is its default for null, %s', async (_where, ask) => {
    const stated = await ask(query, { given: value });
    expect(stated).toEqual({ data: expect.anything() });
    expect(JSON.stringify(stated)).toMatch(/"cursor"/);
    expect(await ask(query, { given: null })).toEqual(stated);
    expect(await ask(query, {})).toEqual(stated);
    const literal = query.replace('$given)', 'null)').replace(/,? ?\$given: \w+/, '');
    expect(await ask(literal.replace('query ()', 'query'), {})).toEqual(stated);
  });
});

/** What the inputs within inputs need. */
const INNER = {
  ClaimInput: { text: 'Buses are late.' },
  SignInInput: { issuer: 'https://127.0.0.1:9/sign-in' },
};

/** The coalition has no such organisation to look at, and says so when it has taken the input. */
const AT_COALITION: Record<string, { input: object; refusal: object }> = {
  affiliate: {
    input: {
      id: 'leeds-renters',
      kind: 'MOVEMENT',
      name: 'Leeds Renters',
      url: 'https://127.0.0.1:9',
    },
    refusal: { code: 'BAD_USER_INPUT', argument: 'input.url' },
  },
  changeAffiliate: {
    input: { id: 'leeds-renters' },
    refusal: { code: 'NOT_FOUND', argument: 'input.id' },
  },
};

function exampleOf(mutation: string): { owner: string; input: object } {
  const coalitions = AT_COALITION[mutation];
  if (coalitions) return { owner: 'coalition', input: coalitions.input };
  const [, owner, input] = MUTATIONS.find(([name]) => name === mutation) ?? [];
  if (!owner || !input) throw new Error(`Expected an input of ${mutation}, but there is none.`);
  return { owner, input: 'idea' in input ? { ...input, idea: there['idea'] } : input };
}

/** The fields of one mutation's input itself, and those of an input within it: each set can be given at once. */
const sets = [...new Set(FIELDS.map(({ mutation, path }) => `${mutation} ${path.length}`))].map(
  (set) => {
    const fields = FIELDS.filter(({ mutation, path }) => `${mutation} ${path.length}` === set);
    return { mutation: fields[0]!.mutation, fields, at: fields.map(({ path }) => path.join('.')) };
  },
);

/** Who may do it: of those who join, someone new each time. */
const tokenFor = (mutation: string, owner: string) =>
  mutation === 'join' ? memberToken(house, owner, randomUUID()) : staff.get(owner);

test.each(sets)('$mutation takes null for the defaults of $at', async ({ mutation, fields }) => {
  const { owner, input } = exampleOf(mutation);
  const done = async (valueOf: (field: FieldWithDefault) => unknown) => {
    const complete = fields.reduce(
      (given, field) => field.put(given, valueOf(field), INNER),
      input,
    );
    const token = await tokenFor(mutation, owner);
    return house.ask(mutationShowing(mutation), { input: complete }, token);
  };
  const stated = await done((field) => field.default);
  const coalitions = AT_COALITION[mutation];
  if (coalitions) expect(refusalsOf(stated)).toEqual([coalitions.refusal]);
  else
    expect(stated).toEqual({ data: { [mutation]: expect.objectContaining({ userErrors: [] }) } });
  expect(await done(() => null)).toEqual(stated);
  expect(await done(() => undefined)).toEqual(stated);
});
