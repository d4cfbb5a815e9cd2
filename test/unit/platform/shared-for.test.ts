import { expect, test } from '@jest/globals';
import { sharedFor } from '../../../platform/async/shared-for.ts';

test('all callers within the time share one run, and the first one after it begins the next', async () => {
  let time = 0;
  let runs = 0;
  const count = sharedFor(
    1_000,
    async () => (runs += 1),
    () => time,
  );
  expect(await Promise.all([count(), count()])).toEqual([1, 1]);
  time = 999;
  expect(await count()).toBe(1);
  time = 1_000;
  expect(await Promise.all([count(), count()])).toEqual([2, 2]);
});

test('a run that failed serves no longer than another', async () => {
  let time = 0;
  const work = sharedFor(
    1_000,
    async () => {
      if (time === 0) throw new Error('The server is away.');
    },
    () => time,
  );
  await expect(Promise.all([work(), work()])).rejects.toThrow('away');
  time = 1_000;
  await work();
});
