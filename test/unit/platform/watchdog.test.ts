import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { type Watchdog, watch } from '../../../platform/async/watchdog.ts';

let turn: AbortController;
let dog: Watchdog;
let left: string | undefined;
beforeEach(() => {
  jest.useFakeTimers();
  turn = new AbortController();
  left = undefined;
  dog = watch(3_000, 12_000, turn);
  dog.left.catch((error: unknown) => {
    left = (error as Error).message;
  });
});
afterEach(() => {
  dog.stop();
  jest.useRealTimers();
});

test('a question that is heard again and again goes on', async () => {
  for (let times = 0; times < 10; times += 1) {
    await jest.advanceTimersByTimeAsync(2_900);
    dog.hear();
  }
  expect(turn.signal.aborted).toBe(false);
});

test('one that falls silent is ended, and left alone where it does not end by then', async () => {
  await jest.advanceTimersByTimeAsync(3_000);
  expect(turn.signal.reason).toMatchObject({ message: 'It said nothing for 3000 ms.' });
  dog.hear();
  await jest.advanceTimersByTimeAsync(11_900);
  expect(left).toBeUndefined();
  await jest.advanceTimersByTimeAsync(100);
  expect(left).toBe('It waits for what does not come.');
});

test('while what it said is put away nothing is listened for, and then it has all its time again', async () => {
  let end = (_result: string): void => {};
  const work = dog.during(() => new Promise<string>((resolve) => (end = resolve)));
  await jest.advanceTimersByTimeAsync(60_000);
  expect(turn.signal.aborted).toBe(false);
  end('done');
  expect(await work).toBe('done');
  await jest.advanceTimersByTimeAsync(2_999);
  expect(turn.signal.aborted).toBe(false);
  await jest.advanceTimersByTimeAsync(1);
  expect(turn.signal.aborted).toBe(true);
});

test('one that was stopped is neither ended nor left', async () => {
  dog.stop();
  await jest.advanceTimersByTimeAsync(60_000);
  expect([turn.signal.aborted, left]).toEqual([false, undefined]);
});
