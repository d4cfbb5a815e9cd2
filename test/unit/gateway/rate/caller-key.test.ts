import { expect, test } from '@jest/globals';
import { callerKeys, networkOf } from '../../../../gateway/rate/caller-key.ts';

const keyOf = callerKeys('a key that only this test has, of 32 characters at least');
const aCaller = (person: string) => ({
  home: 'unite',
  person,
  roles: [],
  application: null,
  scopes: null,
});

test('a caller with a token has one name at every address', () => {
  expect(keyOf(aCaller('1'), '192.0.2.1')).toBe(keyOf(aCaller('1'), '192.0.2.2'));
  expect(keyOf(aCaller('1'), '192.0.2.1')).not.toBe(keyOf(aCaller('2'), '192.0.2.1'));
});

test('callers without one have the name of their address', () => {
  expect(keyOf(null, '192.0.2.1')).toBe(keyOf(null, '::ffff:192.0.2.1'));
  expect(keyOf(null, '192.0.2.1')).not.toBe(keyOf(null, '192.0.2.2'));
});

test('a name says neither who nor where', () => {
  expect(keyOf(aCaller('member-7'), '192.0.2.1')).toMatch(/^[\w-]{43}$/);
});

test.each([
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0db8:0001:0002::', '2001:db8:1:2'],
  ['2001:db8::7', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['192.0.2.7', '192.0.2.7'],
])('of %s, %s counts', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
