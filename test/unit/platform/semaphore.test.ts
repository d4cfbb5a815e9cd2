import { describe, expect, test } from '@jest/globals';
import { createSemaphore } from '../../../platform/async/semaphore.ts';

const neverAborted = new AbortController().signal;

/** Tasks that note that they began, and go on until the test ends them. */
function tasks(count: number) {
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const task = (at: number) => () => {
    begun.push(at);
    return new Promise<number>((resolve) => {
      ends[at] = () => resolve(at);
    });
  };
  return { begun, ends, all: Array.from({ length: count }, (_, at) => task(at)) };
}

/** Resolves once everything that can go on has done so. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a semaphore', () => {
  test('runs as many tasks at a time as it has permits, and the others in the order in which they came', async () => {
    const semaphore = createSemaphore(2);
    const { begun, ends, all } = tasks(4);
    const done = Promise.all(all.map((task) => semaphore.run(task, neverAborted)));
    await settled();
    expect(begun).toEqual([0, 1]);
    ends[1]!();
    await settled();
    expect(begun).toEqual([0, 1, 2]);
    ends[0]!();
    await settled();
    expect(begun).toEqual([0, 1, 2, 3]);
    ends[2]!();
    ends[3]!();
    expect(await done).toEqual([0, 1, 2, 3]);
  });

  test('gets its permit back from a task that fails', async () => {
    const semaphore = createSemaphore(1);
    const failing = semaphore.run(() => Promise.reject(new Error('It failed.')), neverAborted);
    const next = semaphore.run(async () => 'next', neverAborted);
    await expect(failing).rejects.toThrow('It failed.');
    expect(await next).toBe('next');
    expect(await semaphore.run(async () => 'again', neverAborted)).toBe('again');
  });

  test('does not run a task that was aborted while it waited, and gives its turn to the next', async () => {
    const semaphore = createSemaphore(1);
    const { begun, ends, all } = tasks(3);
    const aborted = new AbortController();
    const first = semaphore.run(all[0]!, neverAborted);
    const second = semaphore.run(all[1]!, aborted.signal);
    const third = semaphore.run(all[2]!, neverAborted);
    aborted.abort(new Error('No longer needed.'));
    await expect(second).rejects.toThrow('No longer needed.');
    await expect(semaphore.run(all[1]!, aborted.signal)).rejects.toThrow('No longer needed.');
    ends[0]!();
    await first;
    await settled();
    expect(begun).toEqual([0, 2]);
    ends[2]!();
    await third;
  });
});
