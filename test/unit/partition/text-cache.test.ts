import { expect, test } from '@jest/globals';
import { textCache } from '../../../gateway/partition/text-cache.ts';

const make = () => ({});

const fail = () => {
  throw new Error('no');
};

test('a value is made once for a text', () => {
  const cache = textCache<object>(10);
  const value = cache.memo('a', { context: make });
  expect(cache.memo('a', { context: make })).toBe(value);
});

test('the least recently used value is evicted first', () => {
  const cache = textCache<object>(4);
  const [a, b] = [cache.memo('aa', { context: make }), cache.memo('bb', { context: make })];
  cache.memo('aa', { context: make });
  cache.memo('cc', { context: make });
  expect(cache.size).toBe(2);
  expect(cache.memo('aa', { context: make })).toBe(a);
  expect(cache.memo('bb', { context: make })).not.toBe(b);
});

test('the value of a text longer than the bound is not kept', () => {
  const cache = textCache<object>(2);
  cache.memo('aaa', { context: make });
  expect(cache.size).toBe(0);
});

test('a value that could not be made is not kept', () => {
  const cache = textCache<object>(10);
  expect(() => cache.memo('a', { context: fail })).toThrow('no');
  expect(cache.size).toBe(0);
});
