import { expect, test } from '@jest/globals';
import { BoundedCache } from '../../../gateway/partition/bounded-cache.ts';

const fail = () => {
  throw new Error('no');
};

test('a value is made once for a key', () => {
  const cache = new BoundedCache<object>(10);
  const value = cache.get('a', () => ({}));
  expect(cache.get('a', () => ({}))).toBe(value);
});

test('what was not used for the longest time is forgotten first', () => {
  const cache = new BoundedCache<object>(4);
  const [a, b] = [cache.get('aa', () => ({})), cache.get('bb', () => ({}))];
  cache.get('aa', () => ({}));
  cache.get('cc', () => ({}));
  expect(cache.size).toBe(2);
  expect(cache.get('aa', () => ({}))).toBe(a);
  expect(cache.get('bb', () => ({}))).not.toBe(b);
});

test('a key longer than the bound is not kept', () => {
  const cache = new BoundedCache<object>(2);
  cache.get('aaa', () => ({}));
  expect(cache.size).toBe(0);
});

test('what could not be made is not kept', () => {
  const cache = new BoundedCache<object>(10);
  expect(() => cache.get('a', fail)).toThrow('no');
  expect(cache.size).toBe(0);
});
