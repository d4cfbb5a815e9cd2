/** Work that is done once. */
import { expect, test } from '@jest/globals';
import { once } from '../../../platform/async/memoize.ts';

test('whoever asks shares the one doing', async () => {
  let count = 0;
  const work = once(async () => {
    count += 1;
  });
  await Promise.all([work(), work()]);
  await work();
  expect(count).toBe(1);
});

test('work that failed is done anew by who asks next', async () => {
  let count = 0;
  const work = once(async () => {
    count += 1;
    if (count === 1) throw new Error('The database is away.');
  });
  await expect(Promise.all([work(), work()])).rejects.toThrow('away');
  await work();
  await work();
  expect(count).toBe(2);
});
