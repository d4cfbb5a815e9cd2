import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { aLogWorld, type WorldOptions } from './log-world/a-log-world.ts';
import type { Write } from './log-world/memory-rows.ts';

type World = ReturnType<typeof aLogWorld>;

/** One write, or one drain of a process from its start to its end. */
type Turn = 'the writer' | 'p1' | 'p2';

/** Takes turns, with nothing in between. */
async function takeTurns(world: World, turns: readonly Turn[]): Promise<void> {
  const nextOf = (turn: Turn) => world.options().find(({ who }) => who === turn)!;
  const goesOn = (turn: Turn) => {
    const next = turn === 'the writer' ? undefined : nextOf(turn);
    return next && !next.name.endsWith('begins');
  };
  for (const turn of turns) {
    await world.take(nextOf(turn));
    while (goesOn(turn)) await world.take(nextOf(turn));
  }
}

/**
 * Walks every order of events that is possible in a world, and checks each outcome. Each state is visited once.
 * Answers how many states and outcomes there were.
 * @param turns what happens first, in every walk
 */
async function walkAll(
  options: WorldOptions,
  turns: readonly Turn[] = [],
): Promise<{ states: number; ends: number }> {
  const seen = new Set<string>();
  const paths: number[][] = [[]];
  let ends = 0;
  for (let path = paths.pop(); path; path = paths.pop()) {
    const world = aLogWorld(options);
    await world.settled();
    await takeTurns(world, turns);
    for (const choice of path) await world.take(world.options()[choice]!);
    for (;;) {
      const key = world.key();
      if (seen.has(key)) break;
      seen.add(key);
      const choices = world.options();
      if (choices.length === 0) {
        ends += 1;
        await expectComplete(world);
        break;
      }
      for (let choice = 1; choice < choices.length; choice += 1) paths.push([...path, choice]);
      path = [...path, 0];
      await world.take(choices[0]!);
    }
  }
  return { states: seen.size, ends };
}

/** Fails, with the steps that led there, unless every reader ends up with exactly what is shared. */
async function expectComplete(world: World): Promise<void> {
  const wrong = await world.wrong();
  if (wrong.length > 0) throw new Error([...wrong, 'The steps:', ...world.history].join('\n  '));
}

const SHARED: Write = { row: 'a', as: 'SHARED' };
const PRIVATE: Write = { row: 'a', as: 'PRIVATE' };
const REMOVED: Write = { row: 'a', as: 'REMOVED' };

describe('in every order of the steps of two processes and one crash, all readers end up with what is shared', () => {
  test.each([
    ['two writes of a row', { writes: [SHARED, SHARED], compactEvery: 100, crashes: 1 }],
    ['a row that is unshared', { writes: [SHARED, PRIVATE], compactEvery: 100, crashes: 1 }],
    ['a row that is removed', { writes: [SHARED, REMOVED], compactEvery: 100, crashes: 1 }],
    ['a log that is compacted at every offset', { writes: [SHARED], compactEvery: 1, crashes: 1 }],
  ])('%s', async (_what, scenario) => {
    const options = { ...scenario, processes: 2, drains: 1, eager: true };
    const { states, ends } = await walkAll(options, ['the writer']);
    console.info(`${states} states, ${ends} ends.`);
    expect(ends).toBeGreaterThan(0);
  });

  test('a process that was paused during a compaction, and inserts at an offset that is free again', async () => {
    const turns: Turn[] = ['the writer', 'p1', 'the writer', 'p2', 'the writer', 'p2'];
    const writes = [SHARED, SHARED, SHARED, SHARED];
    const scenario = { writes, processes: 2, drains: 3, compactEvery: 1, crashes: 0 };
    const { states, ends } = await walkAll({ ...scenario, eager: true }, [...turns, 'p1']);
    console.info(`${states} states, ${ends} ends.`);
    expect(ends).toBeGreaterThan(0);
  });
});

test('a process that was paused while a row was removed does not mark a new row with its id as logged', async () => {
  const writes = [SHARED, REMOVED, SHARED];
  const scenario = { writes, processes: 2, drains: 3, compactEvery: 100, crashes: 0 };
  const world = aLogWorld({ ...scenario, eager: true });
  await world.settled();
  const next = () => world.options().find(({ who }) => who === 'p1');
  await takeTurns(world, ['the writer']);
  for (let step = next(); step && !step.name.includes('mark logged'); step = next())
    await world.take(step);
  await takeTurns(world, ['the writer', 'p2', 'the writer', 'p1']);
  await expectComplete(world);
});

describe('in random orders, with more rows, processes and drains, all readers end up with what is shared', () => {
  const write: fc.Arbitrary<Write> = fc.record({
    row: fc.constantFrom('a', 'b', 'c'),
    as: fc.constantFrom('SHARED', 'SHARED', 'SHARED', 'PRIVATE', 'REMOVED'),
  });

  /** Who takes the next steps, and how many. */
  const spell = fc.record({ who: fc.nat(1_000), steps: fc.integer({ min: 1, max: 25 }) });

  test.each([1, 2, 5])('with a compaction every %d offsets', async (compactEvery) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(write, { minLength: 4, maxLength: 16, size: 'max' }),
        fc.array(spell, { minLength: 20, maxLength: 80, size: 'max' }),
        async (writes, spells) => {
          const options = { processes: 3, drains: 8, crashes: 1, compactEvery, eager: false };
          const world = aLogWorld({ ...options, writes });
          await world.settled();
          for (const { who, steps } of spells) {
            const all = [...new Set(world.options().map((option) => option.who))];
            const chosen = all[who % all.length];
            for (let step = 0; step < steps; step += 1) {
              const open = world.options().filter((option) => option.who === chosen);
              if (open.length > 0) await world.take(open[who % open.length]!);
              if (chosen === 'the writer' || chosen === 'fate') break;
            }
          }
          await expectComplete(world);
        },
      ),
      { numRuns: 200 },
    );
  });
});
