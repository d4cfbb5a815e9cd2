import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { memberModel, type MemberRow } from '../../../subgraphs/organisation/members/member.ts';
import { dataOf } from '../../support/answer.ts';
import { aMember, anOrganiser } from '../../support/callers.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { anOrganisation, type TestOrganisation } from '../../support/organisation.ts';

let databases: TestDatabase;
let unite: TestOrganisation;

beforeAll(async () => {
  databases = await testDatabase();
  unite = await anOrganisation('unite', databases.address('unite'));
});
afterAll(async () => {
  await unite.close();
  await databases.close();
});

interface Joined {
  join: { member: { id: string; displayName: string } | null; userErrors: { code: string }[] };
}

const join = async (caller = aMember('unite'), displayName = 'Ann') =>
  dataOf(
    await unite.ask<Joined>(
      'organisation',
      'mutation ($input: JoinInput!) { join(input: $input) { member { id displayName } userErrors { code } } }',
      { input: { organisation: 'unite', displayName } },
      caller,
    ),
  ).join;

const rowsOf = (id: string) => memberModel(unite.db).find({ _id: id }).lean<MemberRow[]>();

describe('joining', () => {
  test('ten times at the same moment makes one member, and one answer says so', async () => {
    const caller = aMember('unite', 'in a hurry');
    const names = Array.from({ length: 10 }, (_, at) => `Ann ${at}`);
    const answers = await Promise.all(names.map((name) => join(caller, name)));
    const [row, ...more] = await rowsOf(caller.person);
    expect(more).toEqual([]);
    expect(answers.map(({ member }) => member)).toEqual(
      names.map(() => ({ id: caller.person, displayName: row!.displayName })),
    );
    const won = answers.flatMap(({ userErrors }, at) => (userErrors.length ? [] : [names[at]]));
    expect(won).toEqual([row!.displayName]);
  });

  test('again changes nothing, and says that one had joined', async () => {
    const caller = anOrganiser('unite');
    expect((await join(caller, 'Olu')).userErrors).toEqual([]);
    const [before] = await rowsOf(caller.person);
    const again = await join({ ...caller, roles: [] }, 'Someone else');
    expect(again).toEqual({
      member: { id: caller.person, displayName: 'Olu' },
      userErrors: [{ code: 'ALREADY_JOINED' }],
    });
    expect(await rowsOf(caller.person)).toEqual([before]);
  });

  test('at the same moment makes each of many people a member', async () => {
    const people = Array.from({ length: 20 }, (_, at) => aMember('unite', `person ${at}`));
    const answers = await Promise.all(people.map((person) => join(person)));
    expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual([]);
    expect(new Set(answers.map(({ member }) => member?.id)).size).toBe(20);
  });
});
