import { expect, test } from '@jest/globals';
import { bucketsInMemory } from '../../../../gateway/rate/buckets.ts';

const size = { points: 100, seconds: 1_000 };

test('a bucket is full at first, and has what was not taken', async () => {
  const buckets = bucketsInMemory(size);
  expect(await buckets.level('a')).toEqual({ available: 100, fullInMs: 0 });
  expect(await buckets.withdraw('a', 60)).toMatchObject({ isPaid: true, available: 40 });
  expect(await buckets.level('a')).toMatchObject({ available: 40 });
  expect((await buckets.level('a')).fullInMs).toBeGreaterThan(990_000);
});

test('more than there is cannot be taken, and then nothing is', async () => {
  const buckets = bucketsInMemory(size);
  await buckets.withdraw('a', 60);
  expect(await buckets.withdraw('a', 41)).toMatchObject({ isPaid: false, available: 40 });
  expect(await buckets.withdraw('a', 40)).toMatchObject({ isPaid: true, available: 0 });
});

test('each caller has a bucket', async () => {
  const buckets = bucketsInMemory(size);
  await buckets.withdraw('a', 100);
  expect(await buckets.withdraw('b', 100)).toMatchObject({ isPaid: true });
});

test('what is given back is there again, and no bucket has more than it holds', async () => {
  const buckets = bucketsInMemory(size);
  await buckets.withdraw('a', 60);
  expect(await buckets.giveBack('a', 50)).toMatchObject({ available: 90 });
  expect(await buckets.giveBack('a', 50)).toMatchObject({ available: 100 });
  expect(await buckets.giveBack('nobody', 50)).toEqual({ available: 100, fullInMs: 0 });
});

test('what is owed is taken even where it is not there', async () => {
  const buckets = bucketsInMemory(size);
  await buckets.owe('a', 130);
  expect(await buckets.level('a')).toMatchObject({ available: 0 });
  await buckets.giveBack('a', 30);
  expect(await buckets.withdraw('a', 1)).toMatchObject({ isPaid: false });
});
