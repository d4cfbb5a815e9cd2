import { expect, test } from '@jest/globals';
import { pollEvery } from '../../../../subgraphs/coalition/affiliates/poll-every.ts';
import { until } from '../../../support/until.ts';

/** Resolves after so many turns of a timer with the interval of the polls. */
const intervals = (count: number): Promise<void> =>
  new Promise((resolve) => {
    let passed = 0;
    const timer = setInterval(() => {
      passed += 1;
      if (passed < count) return;
      clearInterval(timer);
      resolve();
    }, 1);
  });

test('a poll that takes longer than the interval is not joined by another, and none queue up behind it', async () => {
  let calls = 0;
  let finish: () => void = () => undefined;
  const polling = pollEvery(1, () => {
    calls += 1;
    return new Promise<void>((resolve) => {
      finish = resolve;
    });
  });
  await until('the first poll', 5_000, () => calls === 1);
  await intervals(20);
  expect(calls).toBe(1);
  const stopped = polling.stop();
  finish();
  await stopped;
  expect(calls).toBe(1);
});

test('a poll that fails is followed by the next', async () => {
  let calls = 0;
  const polling = pollEvery(1, async () => {
    calls += 1;
    throw new Error('The database does not answer.');
  });
  await until('three polls', 5_000, () => calls >= 3);
  await polling.stop();
});
