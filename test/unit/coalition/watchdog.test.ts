/** Silence is what was to be heard and was not: not the time that we take ourselves. */
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { watch } from '../../../subgraphs/coalition/follow/watchdog.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

test('one that says nothing for too long is given up', () => {
  const turn = new AbortController();
  const silence = watch(3_000, turn);
  jest.advanceTimersByTime(2_999);
  silence.hear();
  jest.advanceTimersByTime(2_999);
  expect(turn.signal.aborted).toBe(false);
  jest.advanceTimersByTime(1);
  expect(turn.signal.aborted).toBe(true);
});

test('while what it said is put away nothing is listened for, and then it has all its time again', async () => {
  const turn = new AbortController();
  const silence = watch(3_000, turn);
  let end = (_result: string): void => {};
  const work = silence.during(() => new Promise<string>((resolve) => (end = resolve)));
  jest.advanceTimersByTime(60_000);
  expect(turn.signal.aborted).toBe(false);
  end('done');
  expect(await work).toBe('done');
  jest.advanceTimersByTime(2_999);
  expect(turn.signal.aborted).toBe(false);
  jest.advanceTimersByTime(1);
  expect(turn.signal.aborted).toBe(true);
});

test('what is stopped watches no longer', () => {
  const turn = new AbortController();
  watch(3_000, turn).stop();
  jest.advanceTimersByTime(60_000);
  expect(turn.signal.aborted).toBe(false);
});
