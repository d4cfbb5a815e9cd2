import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { decodeTime } from 'ulid';
import { parseGlobalId } from '../../../schema/global-id.ts';
import { derivedId } from '../../../schema/derived-id.ts';
import { newId, typeOf } from '../../../subgraphs/framework/ids.ts';
import { ID_TYPES } from '../../../schema/things.ts';
import { anyText } from '../../support/any-text.ts';

const owner = fc.constantFrom('labour', 'unite', 'movement-for-change', 'a');
const type = fc.constantFrom(...ID_TYPES);
const seed = anyText();
/** As far as ten characters of time go. */
const moment = fc.date({ min: new Date(0), max: new Date(2 ** 48 - 1), noInvalidDate: true });

describe('an id that follows from a seed', () => {
  test('is a global id of its owner and type, with the moment in it', () => {
    fc.assert(
      fc.property(owner, type, seed, moment, (o, t, s, m) => {
        const id = parseGlobalId(derivedId(o, t, s, m));
        expect(id).toMatchObject({ owner: o, type: t });
        expect(decodeTime(id!.key)).toBe(m.getTime());
      }),
    );
  });

  test('is the same for the same, and another when anything differs', () => {
    const given = fc.tuple(owner, type, seed, moment);
    fc.assert(
      fc.property(given, given, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect(derivedId(...one) === derivedId(...other)).toBe(same);
        expect(derivedId(...one)).toBe(derivedId(...one));
      }),
    );
  });

  test('sorts by its moment', () => {
    fc.assert(
      fc.property(seed, seed, moment, moment, (one, other, early, late) => {
        fc.pre(early < late);
        expect(
          derivedId('unite', 'idea', one, early) < derivedId('unite', 'idea', other, late),
        ).toBe(true);
      }),
    );
  });

  test('does not change from release to release', () => {
    expect(derivedId('unite', 'idea', 'seed')).toBe('unite:idea:0000000000SJRP11GA3CZ8NV3D');
  });

  test('spreads: each place of its tail takes each of the 32 characters about as often', () => {
    const COUNT = 6_400;
    const tails = Array.from({ length: COUNT }, (_, at) =>
      derivedId('a', 'idea', `${at}`).slice(-16),
    );
    expect(new Set(tails).size).toBe(COUNT);
    for (let place = 0; place < 16; place += 1) {
      const counts = new Map<string, number>();
      for (const tail of tails) counts.set(tail[place]!, (counts.get(tail[place]!) ?? 0) + 1);
      expect(counts.size).toBe(32);
      // 200 expected of each, give or take 14: 6 of those either way is no chance.
      for (const count of counts.values()) expect(Math.abs(count - COUNT / 32)).toBeLessThan(85);
    }
  });
});

test('new ids sort in the order they were made, and none is made twice', () => {
  const ids = Array.from({ length: 1_000 }, () => newId('unite', 'idea'));
  expect(ids.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});

test.each([
  ['unite:idea:01JBXYZ0000000000000000000', 'idea'],
  ['unite:member:01JBXYZ0000000000000000000', 'member'],
  ['unite:nothing:01JBXYZ0000000000000000000', null],
  ['unite:constructor:01JBXYZ0000000000000000000', null],
  ['unite:idea:short', null],
  ['unite', null],
  ['', null],
])('the type in "%s" is %j', (id, expected) => {
  expect(typeOf(id)).toBe(expected);
});
