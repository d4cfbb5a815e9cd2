/** Each mutation with an idempotency key is done one time, however often it is sent. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getNamedType, isObjectType } from 'graphql';
import { COALITION_INPUTS } from '../../schema/reference/example-inputs.ts';
import { mutationText } from '../../schema/reference/example-mutations.ts';
import { exampleQueries } from '../../schema/reference/example-queries.ts';
import { partId } from '../../subgraphs/framework/parts.ts';
import { dataOf, refusalsOf } from '../support/answer.ts';
import { aHouse, type TestHouse } from '../support/house.ts';
import { api } from './inputs-with-defaults.ts';
import { MUTATIONS } from './mutations.ts';
import { EACH_KIND, joinedToken, memberToken, OF_KIND, ORGANISATION } from './people.ts';

let house: TestHouse;
/** Tokens of people who may do everything, by where they signed in. */
const staff = new Map<string, string>();
/** What mutations are about: ids by the names of input fields. */
const things: Record<string, string> = {};

interface Payload {
  thing: { id: string } | null;
  userErrors: { code: string; field: string | null }[];
}

const fieldOf = (mutation: string): string => {
  const payload = getNamedType(api.getMutationType()?.getFields()[mutation]?.type);
  const fields = isObjectType(payload) ? Object.keys(payload.getFields()) : [];
  return fields.find((name) => name !== 'userErrors') ?? '';
};

const send = (mutation: string, input: object, token: string | undefined) =>
  house.ask<Record<string, Payload>>(
    `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) {
      ${mutation}(input: $input) { thing: ${fieldOf(mutation)} { id } userErrors { code field } }
    }`,
    { input },
    token,
  );

const inputOf = (name: string) => {
  const [, owner = '', input = {}] = MUTATIONS.find(([mutation]) => mutation === name) ?? [];
  const about = Object.entries(input).map(([field, value]) => [field, things[field] ?? value]);
  return { owner, input: Object.fromEntries(about) as object };
};

async function make(thing: string, mutation: string, more: object = {}): Promise<void> {
  const { owner, input } = inputOf(mutation);
  const made = dataOf(await send(mutation, { ...input, ...more }, staff.get(owner)));
  things[thing] = made[mutation]?.thing?.id ?? '';
}

beforeAll(async () => {
  house = await aHouse();
  for (const home of EACH_KIND)
    staff.set(home, await joinedToken(house, home, 'staff', ['ADMINISTRATOR']));
  await make('idea', 'submitPolicyIdea');
  await make('event', 'scheduleEvent');
  await make('campaign', 'openCampaign');
  await make('comment', 'comment');
  await make('review', 'openPolicyReview');
  await make('poll', 'openPoll');
  things['option'] = partId(things['poll'] ?? '', 'option', 1);
  await make('paper', 'recordPaper', { claims: [{ text: 'Buses are late.' }] });
  things['claim'] = partId(things['paper'] ?? '', 'claim', 1);
  await make('experience', 'shareExperience', { organisation: OF_KIND.THINK_TANK });
});
afterAll(() => house?.close());

/** Those who join are new each time. */
const tokenFor = async (mutation: string, owner: string): Promise<string | undefined> =>
  mutation === 'join' ? memberToken(house, owner, randomUUID()) : staff.get(owner);

test.each(MUTATIONS.map(([name]) => name))('%s with a key is done one time', async (mutation) => {
  const { owner, input } = inputOf(mutation);
  const token = await tokenFor(mutation, owner);
  const keyed = { ...input, idempotencyKey: randomUUID() };
  const first = await send(mutation, keyed, token);
  expect(dataOf(first)[mutation]?.userErrors).toEqual([]);
  expect(first).not.toHaveProperty('extensions.idempotency');
  const again = await send(mutation, keyed, token);
  expect(dataOf(again)).toEqual(dataOf(first));
  expect(again).toHaveProperty('extensions.idempotency', { replayed: true });
});

describe('the examples of the reference', () => {
  const root = (name: 'Query' | 'Mutation') => {
    const type = api.getType(name);
    return isObjectType(type) ? Object.keys(type.getFields()) : [];
  };
  const queries = () => exampleQueries((type) => things[type] ?? '');

  test('are one for each query and each mutation', () => {
    expect(Object.keys(queries()).toSorted()).toEqual(root('Query').toSorted());
    const mutations = [...MUTATIONS.map(([name]) => name), ...Object.keys(COALITION_INPUTS)];
    expect(mutations.toSorted()).toEqual(root('Mutation').toSorted());
  });

  test.each(root('Query'))('of the query %s is answered', async (name) => {
    const { text, variables } = queries()[name]!;
    const { data, errors } = await house.ask(text, variables, staff.get(ORGANISATION));
    expect(errors).toBeUndefined();
    expect(data).toHaveProperty(name);
  });

  test.each(MUTATIONS.map(([name]) => name))('of the mutation %s is carried out', async (name) => {
    const { owner, input } = inputOf(name);
    const answer = await house.ask<Record<string, { userErrors: { code: string }[] }>>(
      mutationText(api, name),
      { input },
      await tokenFor(name, owner),
    );
    const { code = 'NOTHING_TO_CHANGE' } = dataOf(answer)[name]?.userErrors[0] ?? {};
    // Another test did it to the same thing before.
    expect(['NOTHING_TO_CHANGE', 'ALREADY_TAKEN_UP', 'ALREADY_CITED']).toContain(code);
  });

  test.each(Object.entries(COALITION_INPUTS))(
    'of the mutation %s is looked at: there is no such organisation here',
    async (name, input) => {
      const subject = 'the-administrator';
      const token = await house.issuers
        .of('coalition')
        .token({ subject, roles: ['ADMINISTRATOR'] });
      // No packet goes to the address in the example.
      const given = name === 'affiliate' ? { ...input, url: 'https://127.0.0.1:9' } : input;
      const answer = await house.ask(mutationText(api, name), { input: given }, token);
      const at = name === 'affiliate' ? 'input.url' : 'input.id';
      const code = name === 'affiliate' ? 'BAD_USER_INPUT' : 'NOT_FOUND';
      expect(refusalsOf(answer)).toEqual([{ code, argument: at }]);
    },
  );
});

test('of 50 that are sent at the same time one is done, and the others say so', async () => {
  const { input } = inputOf('submitPolicyIdea');
  const keyed = { ...input, title: `Of fifty ${randomUUID()}`, idempotencyKey: randomUUID() };
  const token = staff.get(ORGANISATION);
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => send('submitPolicyIdea', keyed, token)),
  );
  const payloads = answers.map((answer) => dataOf(answer)['submitPolicyIdea']);
  const ids = payloads.flatMap((payload) => payload?.thing?.id ?? []);
  const codes = payloads.flatMap((payload) => payload?.userErrors.map(({ code }) => code) ?? []);
  expect(new Set(ids).size).toBe(1);
  expect(ids.length + codes.length).toBe(50);
  expect(codes.filter((code) => code !== 'IDEMPOTENCY_CONCURRENT_REQUEST')).toEqual([]);
  const ideas = house.db(ORGANISATION).collection('ideas');
  expect(await ideas.countDocuments({ title: keyed.title })).toBe(1);
});

test('a key that came with another input is refused', async () => {
  const { input } = inputOf('comment');
  const idempotencyKey = randomUUID();
  const token = staff.get(ORGANISATION);
  await send('comment', { ...input, text: 'One.', idempotencyKey }, token);
  const other = await send('comment', { ...input, text: 'Two.', idempotencyKey }, token);
  const field = 'input.idempotencyKey';
  expect(dataOf(other)['comment']).toEqual({
    thing: null,
    userErrors: [{ code: 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH', field }],
  });
});

test('a key is one caller’s, for one mutation', async () => {
  const idempotencyKey = randomUUID();
  const idOf = async (mutation: string, name: string) => {
    const token = await joinedToken(house, ORGANISATION, name);
    const answer = await send(mutation, { ...inputOf(mutation).input, idempotencyKey }, token);
    return dataOf(answer)[mutation]?.thing?.id;
  };
  const ids = [
    await idOf('submitPolicyIdea', 'Ann'),
    await idOf('submitPolicyIdea', 'Ben'),
    await idOf('shareExperience', 'Ann'),
  ];
  expect(new Set(ids).size).toBe(3);
});

test('a key is free again after a request that was refused', async () => {
  const { input } = inputOf('comment');
  const keyed = { ...input, idempotencyKey: randomUUID() };
  const token = staff.get(ORGANISATION);
  expect(refusalsOf(await send('comment', { ...keyed, text: '' }, token))).toEqual([
    { code: 'BAD_USER_INPUT', argument: 'input.text' },
  ]);
  expect(dataOf(await send('comment', keyed, token))['comment']?.userErrors).toEqual([]);
});

test.each([
  ['an empty key', ''],
  ['one that is too long', 'k'.repeat(256)],
])('%s is refused', async (_what, idempotencyKey) => {
  const { input } = inputOf('comment');
  expect(
    refusalsOf(await send('comment', { ...input, idempotencyKey }, staff.get(ORGANISATION))),
  ).toEqual([{ code: 'BAD_USER_INPUT', argument: 'input.idempotencyKey' }]);
});

test('who may not do it is not answered by a key that counted for them before', async () => {
  const { owner, input } = inputOf('scheduleEvent');
  const keyed = { ...input, idempotencyKey: randomUUID() };
  const organiser = await memberToken(house, owner, 'who was an organiser', ['ORGANISER']);
  expect(
    dataOf(await send('scheduleEvent', keyed, organiser))['scheduleEvent']?.thing,
  ).toBeTruthy();
  const member = await memberToken(house, owner, 'who was an organiser');
  expect(refusalsOf(await send('scheduleEvent', keyed, member))).toEqual([
    expect.objectContaining({ code: 'FORBIDDEN' }),
  ]);
});
