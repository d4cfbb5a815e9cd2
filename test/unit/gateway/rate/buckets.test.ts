import { beforeEach, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { bucketsInMemory as memory } from '../../../../gateway/rate/buckets.ts';

/** A point drips in a second. */
const size = { points: 100, seconds: 100 };

let time = 0;
const bucketsInMemory = () => memory(size, () => time);
beforeEach(() => {
  time = 0;
});

test('a bucket is full at first, and has what was not taken', async () => {
  const buckets = bucketsInMemory();
  expect(await buckets.level('a')).toEqual({ available: 100, fullInMs: 0 });
  expect(await buckets.withdraw('a', 60)).toMatchObject({ isPaid: true, available: 40 });
  expect(await buckets.level('a')).toMatchObject({ available: 40 });
  expect(await buckets.level('a')).toEqual({ available: 40, fullInMs: 60_000 });
});

test('more than there is cannot be taken, and then nothing is', async () => {
  const buckets = bucketsInMemory();
  await buckets.withdraw('a', 60);
  expect(await buckets.withdraw('a', 41)).toMatchObject({ isPaid: false, available: 40 });
  expect(await buckets.withdraw('a', 40)).toMatchObject({ isPaid: true, available: 0 });
});

test('each caller has a bucket', async () => {
  const buckets = bucketsInMemory();
  await buckets.withdraw('a', 100);
  expect(await buckets.withdraw('b', 100)).toMatchObject({ isPaid: true });
});

test('what is given back is there again, and no bucket has more than it holds', async () => {
  const buckets = bucketsInMemory();
  await buckets.withdraw('a', 60);
  expect(await buckets.giveBack('a', 50)).toMatchObject({ available: 90 });
  expect(await buckets.giveBack('a', 50)).toMatchObject({ available: 100 });
  expect(await buckets.giveBack('nobody', 50)).toEqual({ available: 100, fullInMs: 0 });
});

test('what is owed is taken even where it is not there', async () => {
  const buckets = bucketsInMemory();
  await buckets.owe('a', 130);
  expect(await buckets.level('a')).toMatchObject({ available: 0 });
  await buckets.giveBack('a', 30);
  expect(await buckets.withdraw('a', 1)).toMatchObject({ isPaid: false });
});

test('what was taken drips back, and no more than a bucket holds', async () => {
  const buckets = bucketsInMemory();
  await buckets.withdraw('a', 60);
  time += 12_500;
  expect(await buckets.level('a')).toEqual({ available: 52, fullInMs: 47_500 });
  time += 1_000_000;
  expect(await buckets.level('a')).toEqual({ available: 100, fullInMs: 0 });
});

test('nobody owes more than a full bucket', async () => {
  const buckets = bucketsInMemory();
  await buckets.owe('a', 1_000_000);
  time += 100_000;
  expect(await buckets.withdraw('a', 1)).toMatchObject({ isPaid: false });
  time += 1_000;
  expect(await buckets.withdraw('a', 1)).toMatchObject({ isPaid: true, available: 0 });
});

test('whatever is asked and given back, nobody has more than a full bucket and what drips', async () => {
  const step = fc.record({ ms: fc.nat(5_000), points: fc.nat(150), used: fc.nat(150) });
  await fc.assert(
    fc.asyncProperty(fc.array(step), async (steps) => {
      const buckets = bucketsInMemory();
      let spent = 0;
      const beganAt = time;
      for (const { ms, points, used } of steps) {
        time += ms;
        if (!(await buckets.withdraw('a', points)).isPaid) continue;
        const back = Math.max(0, points - used);
        const { available } = await buckets.giveBack('a', back);
        spent += points - back;
        expect(available).toBeLessThanOrEqual(size.points);
      }
      expect(spent).toBeLessThanOrEqual(size.points + (time - beganAt) / 1_000 + 1e-6);
    }),
  );
});
