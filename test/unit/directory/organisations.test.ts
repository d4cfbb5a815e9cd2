import { afterEach, describe, expect, test } from '@jest/globals';
import {
  contractsOf,
  organisationsFile,
  readOrganisations,
} from '../../../directory/organisations.ts';
import { aListOf, type TestList } from '../../support/list.ts';

let list: TestList | undefined;
afterEach(() => list?.remove());

const unison = { id: 'unison', kind: 'UNION', name: 'Unison', joinedAt: '2026-03-01T00:00:00Z' };

function reading(content: unknown) {
  list = aListOf(content);
  return readOrganisations(list.file);
}

test('the list of the house has five organisations, two of them movements', () => {
  expect(readOrganisations().map(({ id, kind }) => [id, kind])).toEqual([
    ['labour', 'PARTY'],
    ['unite', 'UNION'],
    ['progress', 'THINK_TANK'],
    ['movement-for-change', 'MOVEMENT'],
    ['peoples-assembly', 'MOVEMENT'],
  ]);
});

test('an organisation serves the contract of every organisation, and the one of its kind', () => {
  expect(contractsOf({ kind: 'THINK_TANK' })).toEqual(['organisation', 'think-tank']);
});

test('`ORGANISATIONS_FILE` names another list', () => {
  expect(organisationsFile({ ORGANISATIONS_FILE: 'other.json' })).toBe('other.json');
  expect(String(organisationsFile({}))).toMatch(/\/directory\/organisations\.json$/);
});

describe('a list', () => {
  test('is read in its order, with null for what is left out', () => {
    const first = { ...unison, id: 'gmb', name: ' GMB ', website: 'https://gmb.example/' };
    const leftOut = { summary: null, website: null, signIn: null, issuer: null };
    const joinedAt = new Date(unison.joinedAt);
    expect(reading([first, unison])).toEqual([
      { ...leftOut, ...first, name: 'GMB', joinedAt },
      { ...leftOut, ...unison, joinedAt },
    ]);
  });

  test('may be empty', () => expect(reading([])).toEqual([]));

  test.each([
    ['id', 'Not A Slug', /^ {2}0\.id: expected a slug such as "labour"/m],
    ['id', 'coalition', /^ {2}0\.id: expected .+ not "coalition"/m],
    ['id', 'unison:member', /^ {2}0\.id: expected a slug/m],
    ['id', 'x'.repeat(41), /^ {2}0\.id: expected at most 40 characters$/m],
    ['kind', 'CLUB', /^ {2}0\.kind: expected one of PARTY, UNION, THINK_TANK, MOVEMENT/m],
    ['name', ' ', /^ {2}0\.name: expected a name/m],
    ['name', 'x'.repeat(101), /^ {2}0\.name: expected at most 100 characters/m],
    ['name', undefined, /^ {2}0\.name: expected a name/m],
    ['summary', 'x'.repeat(401), /^ {2}0\.summary: expected at most 400 characters/m],
    ['website', 'unison', /^ {2}0\.website: expected an address/m],
    ['website', 'javascript:alert(1)', /^ {2}0\.website: expected an address/m],
    ['joinedAt', 'soon', /^ {2}0\.joinedAt: expected a date/m],
  ])('with %s %j is refused', (field, value, sentence) => {
    expect(() => reading([{ ...unison, [field]: value }])).toThrow(sentence);
  });

  test('with the same organisation twice is refused', () => {
    expect(() => reading([unison, unison])).toThrow(/ has "unison" twice\.$/);
  });

  test('that is not an array is refused', () => {
    expect(() => reading({ unison })).toThrow(/^The list of organisations \(.+\) is wrong:/);
  });

  test('that is not JSON is refused', () => {
    expect(() => reading('[')).toThrow(/^The list of organisations \(.+\) cannot be read: /);
  });
});
