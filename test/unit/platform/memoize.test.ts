import { expect, test } from '@jest/globals';
import { memoized } from '../../../platform/async/memoize.ts';

test('all callers share one run of the work', async () => {
  let count = 0;
  const work = memoized(async () => {
    count += 1;
  });
  await Promise.all([work(), work()]);
  await work();
  expect(count).toBe(1);
});

test('work that failed runs again for the next caller', async () => {
  let count = 0;
  const work = memoized(async () => {
    count += 1;
    if (count === 1) throw new Error('The database is away.');
  });
  await expect(Promise.all([work(), work()])).rejects.toThrow('away');
  await work();
  await work();
  expect(count).toBe(2);
});
