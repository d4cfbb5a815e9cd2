/** Order and equality of values agree with one another, whatever the values. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Decimal128, Long, MaxKey, MinKey, ObjectId } from 'bson';
import { equal, keyOf } from '../../src/values/keys.ts';
import { compare } from '../../src/values/order.ts';
import { deepCopy } from '../../src/values/copy.ts';

const scalar = fc.oneof(
  fc.constantFrom(null, true, false, new MinKey(), new MaxKey(), Number.NaN, -0, 2 ** 53, 2 ** 63),
  fc.integer(),
  fc.double(),
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.date({ noInvalidDate: true }),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((n) => Long.fromBigInt(n)),
  fc.integer({ min: -999, max: 999 }).map((n) => Decimal128.fromString(`${n}E-1`)),
  fc.integer({ min: 0, max: 9 }).map((n) => new ObjectId(`65f00000000000000000000${n}`)),
);

const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    scalar,
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', '__proto__', 'constructor'), tie('any'), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
  ),
})).any;

describe('any values', () => {
  test('compare the same from both sides', () => {
    fc.assert(
      fc.property(
        value,
        value,
        (a, b) => Math.sign(compare(a, b)) === -Math.sign(compare(b, a)) || compare(a, b) === 0,
      ),
    );
  });

  test('have a total order', () => {
    fc.assert(
      fc.property(value, value, value, (a, b, c) => {
        const [x, y, z] = [a, b, c].toSorted(compare);
        return compare(x, y) <= 0 && compare(y, z) <= 0 && compare(x, z) <= 0;
      }),
    );
  });

  test('are equal exactly when neither comes first', () => {
    fc.assert(fc.property(value, value, (a, b) => equal(a, b) === (compare(a, b) === 0)));
  });

  test('equal their copies', () => {
    fc.assert(fc.property(value, (a) => keyOf(deepCopy(a)) === keyOf(a)));
  });
});

test('a Long equals a double of the same value only', () => {
  expect(equal(Long.fromString('9007199254740993'), 9007199254740992)).toBe(false);
  expect(equal(Long.fromString('9007199254740992'), 9007199254740992)).toBe(true);
});
