import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { createWatchdog, type Watchdog } from '../../../platform/async/watchdog.ts';

let controller: AbortController;
let watchdog: Watchdog;
let abandoned: string | undefined;
beforeEach(() => {
  jest.useFakeTimers();
  controller = new AbortController();
  abandoned = undefined;
  watchdog = createWatchdog(controller, { silenceMs: 3_000, abandonMs: 12_000 });
  watchdog.abandoned.catch((error: unknown) => {
    abandoned = (error as Error).message;
  });
});
afterEach(() => {
  watchdog.stop();
  jest.useRealTimers();
});

test('a task whose peer is heard again and again goes on', async () => {
  for (let times = 0; times < 10; times += 1) {
    await jest.advanceTimersByTimeAsync(2_900);
    watchdog.reset();
  }
  expect(controller.signal.aborted).toBe(false);
});

test('a task whose peer falls silent is aborted, and abandoned when it does not end in time', async () => {
  await jest.advanceTimersByTimeAsync(3_000);
  expect(controller.signal.reason).toMatchObject({ message: 'Nothing was heard for 3000 ms.' });
  watchdog.reset();
  await jest.advanceTimersByTimeAsync(11_900);
  expect(abandoned).toBeUndefined();
  await jest.advanceTimersByTimeAsync(100);
  expect(abandoned).toBe('The task was aborted, and did not end.');
});

test('silence is not counted during our own work, and is counted from its end', async () => {
  let end = (_result: string): void => {};
  const work = watchdog.pauseDuring(() => new Promise<string>((resolve) => (end = resolve)));
  await jest.advanceTimersByTimeAsync(60_000);
  expect(controller.signal.aborted).toBe(false);
  end('done');
  expect(await work).toBe('done');
  await jest.advanceTimersByTimeAsync(2_999);
  expect(controller.signal.aborted).toBe(false);
  await jest.advanceTimersByTimeAsync(1);
  expect(controller.signal.aborted).toBe(true);
});

test('a task that has ended is neither aborted nor abandoned', async () => {
  watchdog.stop();
  await jest.advanceTimersByTimeAsync(60_000);
  expect([controller.signal.aborted, abandoned]).toEqual([false, undefined]);
});
