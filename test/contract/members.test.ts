import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Caller } from '../../identity/caller.ts';
import { newId } from '../../subgraphs/framework/ids.ts';
import { derivedId } from '../../schema/derived-id.ts';
import { dataOf, refusalsOf } from '../support/answer.ts';
import { aMember, anEditor, anOrganiser } from '../support/callers.ts';
import { aHouse, type TestHouse } from '../support/house.ts';
import { anEventAt, answerTo, inHours } from './events.ts';
import { submitIdea } from './ideas.ts';
import { ORGANISATION, neighbourOf, tokenFor } from './people.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await aHouse();
});
afterAll(() => house?.close());

const RECORD = `{
  id organisation { id } displayName area { id } tier joinedAt roles
  policyIdeas { totalCount edges { node { id } } } attendances { totalCount }
}`;
const JOIN = `mutation ($input: JoinInput!) {
  join(input: $input) { member ${RECORD} userErrors { code } }
}`;

interface MemberView {
  id: string;
  displayName: string;
  area: { id: string } | null;
  tier: string | null;
  roles: string[] | null;
}
interface Joined {
  join: { member: MemberView | null; userErrors: { code: string }[] };
}

const join = async (caller: Caller, input: object) =>
  house.ask<Joined>(
    JOIN,
    { input: { displayName: 'Ann', ...input } },
    await tokenFor(house, caller),
  );

/** A member that joined, and chose to be named by giving an idea when they are to be. */
async function joined(home: string, name: string, { named = false } = {}): Promise<Caller> {
  const caller = aMember(home, name);
  dataOf(await join(caller, { organisation: home, displayName: name, area: 'wales' }));
  const token = await tokenFor(house, caller);
  if (named) dataOf(await submitIdea(house, { organisation: home, named }, token));
  return caller;
}

/** The fields of a member that a caller sees. */
async function seenBy(caller: Caller | null, id: string): Promise<MemberView | null> {
  const token = caller ? await tokenFor(house, caller) : undefined;
  const query = `query ($id: ID!) { node(id: $id) { ... on Member ${RECORD} } }`;
  return dataOf(await house.ask<{ node: MemberView | null }>(query, { id }, token)).node;
}

const viewer = async (caller: Caller) =>
  dataOf(
    await house.ask<{ viewer: MemberView | null }>(
      `{ viewer ${RECORD} }`,
      {},
      await tokenFor(house, caller),
    ),
  ).viewer;

describe('a member of an organisation', () => {
  const home = ORGANISATION;

  test('is nobody before they join, and then `viewer`', async () => {
    const caller = aMember(home, 'newcomer');
    expect(await viewer(caller)).toBeNull();
    const input = { organisation: home, displayName: '  Ann Other ', area: 'london' };
    const { member, userErrors } = dataOf(await join(caller, input)).join;
    expect(userErrors).toEqual([]);
    expect(member).toEqual({
      id: caller.person,
      organisation: { id: home },
      displayName: 'Ann Other',
      area: { id: 'london' },
      tier: 'NETWORK',
      joinedAt: expect.stringMatching(/Z$/),
      roles: [],
      policyIdeas: { totalCount: 0, edges: [] },
      attendances: { totalCount: 0 },
    });
    expect(await viewer(caller)).toEqual(member);
  });

  test('whose token says a membership number has an id that follows from no number', async () => {
    const { trusted, token } = house.issuers.of(home);
    const subject = '1234567';
    const given = { organisation: home, displayName: 'Number Seven' };
    const { member } = dataOf(
      await house.ask<{ join: { member: { id: string } } }>(
        'mutation ($input: JoinInput!) { join(input: $input) { member { id } } }',
        { input: given },
        await token({ subject }),
      ),
    ).join;
    expect(member.id).toMatch(/^[a-z-]+:member:/);
    expect(member.id.slice(-16)).not.toBe(
      derivedId(home, 'member', `${trusted.issuer}|${subject}`).slice(-16),
    );
    const { viewer: seen } = dataOf(
      await house.ask<{ viewer: { id: string } }>(
        '{ viewer { id } }',
        {},
        await token({ subject }),
      ),
    );
    expect(seen.id).toBe(member.id);
  });

  test('says where they live as finely as they like, and others see the region', async () => {
    const caller = aMember(home, 'who lives in Aldershot');
    const input = { organisation: home, displayName: 'Al', area: 'E14000530' };
    const { member } = dataOf(await join(caller, input)).join;
    expect(member?.area).toEqual({ id: 'E14000530' });
    const organiser = await tokenFor(house, anOrganiser(home));
    const seen = await house.ask<{ node: { area: { id: string; kind: string } } }>(
      'query ($id: ID!) { node(id: $id) { ... on Member { area { id kind } } } }',
      { id: caller.person },
      organiser,
    );
    expect(dataOf(seen).node.area).toEqual({ id: 'south-east', kind: 'REGION' });
  });

  test('joins once: a second time is refused and changes nothing', async () => {
    const caller = await joined(home, 'Bea');
    const before = await viewer(caller);
    const again = { organisation: home, displayName: 'Someone else', tier: 'SUPPORTER' };
    expect(dataOf(await join(caller, again)).join).toEqual({
      member: before,
      userErrors: [{ code: 'ALREADY_JOINED' }],
    });
    expect(await viewer(caller)).toEqual(before);
  });

  test('joins nowhere but where their token comes from', async () => {
    const answer = await join(aMember(home, 'Cal'), { organisation: neighbourOf(home) });
    expect(refusalsOf(answer)).toEqual([{ code: 'FORBIDDEN' }]);
  });

  test.each(['MEMBER', 'AFFILIATE'])('cannot make themselves %s', async (tier) => {
    const answer = await join(aMember(home, 'Dee'), { organisation: home, tier });
    expect(refusalsOf(answer)).toEqual([{ code: 'BAD_USER_INPUT', argument: 'input.tier' }]);
    expect(await viewer(aMember(home, 'Dee'))).toBeNull();
  });

  test('who was never named is for others as if there were none', async () => {
    const { person } = await joined(home, 'Eve');
    const others = [
      null,
      aMember(home, 'a fellow member'),
      anEditor(home),
      aMember(neighbourOf(home)),
      anOrganiser(neighbourOf(home)),
    ];
    for (const other of others) {
      expect(await seenBy(other, person)).toBeNull();
      expect(await answersAbout(other, person)).toEqual(
        await answersAbout(other, newId(home, 'member')),
      );
    }
  });

  test('who was named is visible to others by name alone', async () => {
    const { person } = await joined(home, 'Fay', { named: true });
    const strangers = [null, aMember(neighbourOf(home)), anOrganiser(neighbourOf(home))];
    for (const other of [...strangers, aMember(home, 'a fellow member'), anEditor(home)])
      expect(await seenBy(other, person)).toEqual({
        id: person,
        organisation: { id: home },
        displayName: 'Fay',
        area: null,
        tier: null,
        joinedAt: null,
        roles: null,
        policyIdeas: null,
        attendances: null,
      });
  });

  test.each([false, true])(
    "shows the record to their organisation's organisers, but not what they gave (named: %s)",
    async (named) => {
      const { person } = await joined(home, `Gil ${named}`, { named });
      expect(await seenBy(anOrganiser(home), person)).toMatchObject({
        displayName: `Gil ${named}`,
        area: { id: 'wales' },
        tier: 'NETWORK',
        roles: [],
        policyIdeas: null,
        attendances: null,
      });
    },
  );

  test('sees what they answered to events of their organisation, soonest first', async () => {
    const caller = await joined(home, 'Ida');
    const token = await tokenFor(house, caller);
    const answered: object[] = [];
    for (const [hours, answer] of [
      [48, 'GOING'],
      [24, 'MAYBE'],
    ] as const) {
      const input = { startsAt: inHours(hours), endsAt: inHours(hours + 1) };
      const { id } = await anEventAt(house, home, input);
      await answerTo(house, id, answer, token);
      answered.unshift({ node: { status: answer, event: { id } } });
    }
    const elsewhere = await anEventAt(house, neighbourOf(home));
    await answerTo(house, elsewhere.id, 'GOING', token);
    const query = '{ viewer { attendances { edges { node { status event { id } } } } } }';
    expect(await house.ask(query, {}, token)).toEqual({
      data: { viewer: { attendances: { edges: answered } } },
    });
  });

  test('sees what they gave to their organisation', async () => {
    const caller = await joined(home, 'Hal');
    const token = await tokenFor(house, caller);
    const ids: object[] = [];
    for (const title of ['The first', 'The second']) {
      const answer = await submitIdea(house, { organisation: home, title }, token);
      ids.unshift({ node: { id: dataOf(answer).submitPolicyIdea.idea!.id } });
    }
    expect(await viewer(caller)).toMatchObject({ policyIdeas: { totalCount: 2, edges: ids } });
  });
});

/** What an answer about an id says, by every way there is to ask, with the id itself taken out. */
async function answersAbout(caller: Caller | null, id: string): Promise<string> {
  const token = caller ? await tokenFor(house, caller) : undefined;
  const member = `{ __typename id ... on Member { displayName tier } }`;
  const [owner] = id.split(':');
  const representations = [{ __typename: 'Member', id }];
  const answers = [
    await house.ask(`query ($id: ID!) { node(id: $id) ${member} }`, { id }, token),
    await house.ask(`query ($ids: [ID!]!) { nodes(ids: $ids) ${member} }`, { ids: [id] }, token),
    await house.askOwner(
      owner!,
      'organisation',
      'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Member { id tier } } }',
      { representations },
      caller && caller.home === owner ? caller : undefined,
    ),
  ];
  return JSON.stringify(answers).replaceAll(id, '(the id)');
}

test('nobody is `viewer` without a token', async () => {
  expect(await house.ask('{ viewer { id } }')).toEqual({ data: { viewer: null } });
});
