/** Appending to a numbered log while others append to it too. */
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  appendAll,
  type NumberedLog,
  type NumberRange,
  tryAppend,
} from '../../../subgraphs/framework/numbered-log.ts';

/**
 * A log in memory, for which each read and each write of one entry is a step.
 * @param scheduler decides on the order of the steps; without one each is taken at once
 */
function aLog(scheduler?: fc.Scheduler) {
  const entries = new Map<number, string>();
  const step = async <Result>(name: string, act: () => Result): Promise<Result> => {
    await scheduler?.schedule(Promise.resolve(), name);
    return act();
  };
  const log: NumberedLog<string> = {
    head: () => step('head', () => Math.max(0, ...entries.keys())),
    async put(first, added) {
      for (const [at, entry] of added.entries()) {
        const isWritten = await step(`put ${first + at}`, () => {
          if (entries.has(first + at)) return false;
          entries.set(first + at, entry);
          return true;
        });
        if (!isWritten) return at;
      }
      return added.length;
    },
  };
  return { log, entries };
}

/** What two processes append: lists of entries, each entry a name of its own. */
const lists = fc
  .array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 4 })
  .map((lengths) =>
    lengths.map((length, list) => Array.from({ length }, (_, at) => `${list}.${at}`)),
  );

const numbersUpTo = (count: number) => Array.from({ length: count }, (_, at) => at + 1);

describe('whatever the order of the steps of two processes', () => {
  test('their entries get distinct, consecutive numbers, and none is lost', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), lists, lists, async (scheduler, ours, theirs) => {
        const { log, entries } = aLog(scheduler);
        const named = (name: string, all: string[][]) =>
          all.map((list) => list.map((entry) => `${name}${entry}`));
        const append = async (all: string[][]) => {
          for (const list of all) await appendAll(log, list);
        };
        const [one, other] = [named('a', ours), named('b', theirs)];
        await scheduler.waitFor(Promise.all([append(one), append(other)]));

        const inOrder = [...entries].toSorted(([a], [b]) => a - b).map(([, entry]) => entry);
        expect([...entries.keys()].toSorted((a, b) => a - b)).toEqual(numbersUpTo(entries.size));
        // Each process finds its entries in the order in which it appended them.
        expect(inOrder.filter((entry) => entry.startsWith('a'))).toEqual(one.flat());
        expect(inOrder.filter((entry) => entry.startsWith('b'))).toEqual(other.flat());
      }),
      { numRuns: 200 },
    );
  });

  test('an attempt reports the numbers of exactly the entries that it wrote', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { log, entries } = aLog(scheduler);
        const ours = ['a0', 'a1', 'a2'];
        const [written] = await scheduler.waitFor(
          Promise.all([tryAppend(log, ours), tryAppend(log, ['b0', 'b1'])]),
        );
        const { first, count } = written;
        const found = [...entries].filter(([, entry]) => entry.startsWith('a'));
        expect(found).toEqual(ours.slice(0, count).map((entry, at) => [first + at, entry]));
      }),
      { numRuns: 100 },
    );
  });
});

test('an attempt at a number that is taken writes nothing, and reports that', async () => {
  const { log } = aLog();
  await appendAll(log, ['first']);
  expect(await tryAppend(log, ['late'], 0)).toEqual({ first: 1, count: 0 });
  expect(await tryAppend(log, ['second'], 1)).toEqual({ first: 2, count: 1 });
});

test('entries whose numbers are not confirmed are appended again', async () => {
  const { log, entries } = aLog();
  const confirmations = [false, true];
  const ranges: NumberRange[] = [];
  await appendAll(log, ['a', 'b'], async (written) => {
    ranges.push(written);
    return confirmations.shift() ?? true;
  });
  expect(ranges).toEqual([
    { first: 1, count: 2 },
    { first: 3, count: 2 },
  ]);
  expect([...entries.values()]).toEqual(['a', 'b', 'a', 'b']);
});
