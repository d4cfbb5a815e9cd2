import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { addOrganisation } from '../../../directory/add-organisation.ts';
import { readOrganisations } from '../../../directory/organisations.ts';
import { StartFailure } from '../../../platform/start-failure.ts';
import { aList, type TestList } from '../../support/list.ts';

let list: TestList;
beforeEach(() => {
  list = aList('labour', 'unite');
});
afterEach(() => list.remove());

const add = (...args: string[]) => addOrganisation(args, list.file);

describe('a new organisation', () => {
  test('is appended to the list, with the current time as joinedAt', () => {
    const before = readOrganisations(list.file);
    const from = new Date();
    expect(add('unison', '--kind', 'union', '--name', 'Unison')).toBe(
      'Added Unison ("unison", a union). It runs at the next "npm start" with this list.',
    );
    const [labour, unite, unison] = readOrganisations(list.file);
    expect([labour, unite]).toEqual(before);
    expect(unison).toEqual({
      id: 'unison',
      kind: 'UNION',
      name: 'Unison',
      summary: null,
      website: null,
      joinedAt: expect.any(Date),
      signIn: null,
      issuer: null,
    });
    expect(unison!.joinedAt.getTime()).toBeGreaterThanOrEqual(from.getTime());
  });

  test.each([
    ['party', 'PARTY'],
    ['union', 'UNION'],
    ['think-tank', 'THINK_TANK'],
    ['movement', 'MOVEMENT'],
  ])('may be a %s', (kind, stored) => {
    add('another', '--kind', kind, '--name', 'Another');
    expect(readOrganisations(list.file).at(-1)?.kind).toBe(stored);
  });

  test('may have a summary and a website', () => {
    const website = 'https://unison.example/';
    add('--website', website, '--summary', 'A union.', '--kind=union', '--name=Unison', 'unison');
    expect(readOrganisations(list.file).at(-1)).toMatchObject({ summary: 'A union.', website });
  });

  test('may have an issuer, and the audience of its tokens', () => {
    const issuer = 'https://sign-in.unison.example';
    const unison = ['unison', '--kind=union', '--name=Unison', '--issuer', issuer];
    add(...unison, '--audience', 'api://groundswell');
    const { signIn } = readOrganisations(list.file).at(-1)!;
    expect(signIn).toMatchObject({ issuer, audience: 'api://groundswell', rolesClaim: 'roles' });
  });

  test('leaves nothing but the list in its folder', () => {
    add('unison', '--kind', 'union', '--name', 'Unison');
    expect(readdirSync(path.dirname(list.file))).toEqual([path.basename(list.file)]);
  });
});

describe('a mistake', () => {
  test('in the arguments is reported, one line each, with the usage, and the list stays as it was', () => {
    const before = list.read();
    const wrong = () => add('No Slug', '--kind', 'union', '--name', '', '--website', 'here');
    expect(wrong).toThrow(StartFailure);
    expect(wrong).toThrow(/^<id>: .+\n--name: .+\n--website: .+\nUsage: npm run new -- <id> /);
    expect(list.read()).toEqual(before);
  });

  test('in the list itself is reported, and nothing is added', () => {
    writeFileSync(list.file, '[{}]');
    expect(() => add('unison', '--kind', 'union', '--name', 'Unison')).toThrow(/is wrong:/);
    expect(list.read()).toEqual([{}]);
  });
});
