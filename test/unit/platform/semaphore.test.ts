/** So many at a time, in the order in which they came. */
import { describe, expect, test } from '@jest/globals';
import { createGate } from '../../../platform/async/semaphore.ts';

const stays = new AbortController().signal;

/** Work that goes on until it is told to end, and says that it began. */
function works(count: number) {
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const work = (at: number) => () => {
    begun.push(at);
    return new Promise<number>((resolve) => {
      ends[at] = () => resolve(at);
    });
  };
  return { begun, ends, all: Array.from({ length: count }, (_, at) => work(at)) };
}

/** Whatever could go on by now has done so. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a gate', () => {
  test('lets so many through at once, and the others in the order in which they came', async () => {
    const gate = createGate(2);
    const { begun, ends, all } = works(4);
    const done = Promise.all(all.map((work) => gate.through(work, stays)));
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

  test('is passed on by work that fails', async () => {
    const gate = createGate(1);
    const failing = gate.through(() => Promise.reject(new Error('It failed.')), stays);
    const next = gate.through(async () => 'next', stays);
    await expect(failing).rejects.toThrow('It failed.');
    expect(await next).toBe('next');
    expect(await gate.through(async () => 'again', stays)).toBe('again');
  });

  test('is not waited for any longer by one that is stopped, and takes nobody else’s place', async () => {
    const gate = createGate(1);
    const { begun, ends, all } = works(3);
    const stopped = new AbortController();
    const first = gate.through(all[0]!, stays);
    const second = gate.through(all[1]!, stopped.signal);
    const third = gate.through(all[2]!, stays);
    stopped.abort(new Error('It is followed no longer.'));
    await expect(second).rejects.toThrow('followed no longer');
    await expect(gate.through(all[1]!, stopped.signal)).rejects.toThrow('followed no longer');
    ends[0]!();
    await first;
    await settled();
    expect(begun).toEqual([0, 2]);
    ends[2]!();
    await third;
  });
});
