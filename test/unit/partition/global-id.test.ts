import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  EXPECTED_GLOBAL_ID,
  EXPECTED_ORGANISATION_ID,
  formatGlobalId,
  isOrganisationId,
  ownerOf,
  parseGlobalId,
} from '../../../schema/global-id.ts';

const KEY = '01JBXYZ0000000000000000000';
/** The example that a sentence has in quotes. */
const example = (sentence: string) => sentence.split('"')[1] ?? '';

const owner = fc.stringMatching(/^[a-z][a-z0-9]{0,9}(-[a-z0-9]{1,9}){0,4}$/);
const type = fc.stringMatching(/^[a-z]{1,9}(-[a-z]{1,9}){0,2}$/);
const key = fc.stringMatching(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);

describe('a global id', () => {
  test('is parsed back as it was formatted', () => {
    fc.assert(
      fc.property(fc.record({ owner, type, key }), (id) => {
        expect(parseGlobalId(formatGlobalId(id))).toEqual(id);
        expect(ownerOf(formatGlobalId(id))).toBe(id.owner);
      }),
    );
  });

  test('that can be parsed is formatted as it was', () => {
    const parts = [owner, type, key, fc.string()];
    const text = fc.array(fc.oneof(...parts), { maxLength: 5 }).map((all) => all.join(':'));
    fc.assert(
      fc.property(fc.oneof(text, fc.string()), (any) => {
        const id = parseGlobalId(any);
        if (id) expect(formatGlobalId(id)).toBe(any);
      }),
    );
  });

  test.each([
    ['', 'nothing'],
    ['unite:idea', 'two parts'],
    [`unite:idea:${KEY}:`, 'four parts'],
    [`Unite:idea:${KEY}`, 'an owner in capitals'],
    [`9unite:idea:${KEY}`, 'an owner that begins with a digit'],
    [`unite-:idea:${KEY}`, 'an owner that ends with a hyphen'],
    [`${'u'.repeat(64)}:idea:${KEY}`, 'an owner of 64 characters'],
    [`unite:idea2:${KEY}`, 'a digit in the type'],
    [`unite:idea:${KEY.toLowerCase()}`, 'a key in lower case'],
    [`unite:idea:8${KEY.slice(1)}`, 'a key of more than 128 bits'],
    [`unite:idea:${KEY.slice(1)}`, 'a key of 25 characters'],
    [`unite:idea:${KEY.slice(1)}U`, 'a U, which the base32 of Crockford leaves out'],
    [`unite:idea:${KEY}\n`, 'a line break'],
  ])('%j is not a global id: %s', (text) => {
    expect(parseGlobalId(text)).toBeNull();
    expect(ownerOf(text)).toBeNull();
  });

  test('is not formatted from parts that could not be parsed back', () => {
    expect(() => formatGlobalId({ owner: 'unite', type: 'idea', key: 'x' })).toThrow(
      `Expected ${EXPECTED_GLOBAL_ID}, but got "unite:idea:x".`,
    );
  });

  test('has a valid example in its error message', () => {
    expect(parseGlobalId(example(EXPECTED_GLOBAL_ID))).not.toBeNull();
    expect(isOrganisationId(example(EXPECTED_ORGANISATION_ID))).toBe(true);
  });
});

describe("an organisation's id", () => {
  test('belongs to itself', () => {
    expect(ownerOf('movement-for-change')).toBe('movement-for-change');
  });

  test('is a slug of at most 63 characters', () => {
    expect(isOrganisationId('u'.repeat(63))).toBe(true);
    expect(isOrganisationId('u'.repeat(64))).toBe(false);
    expect(isOrganisationId('movement--for')).toBe(false);
  });
});
