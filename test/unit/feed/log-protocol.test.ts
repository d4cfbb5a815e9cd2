import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { aLogWorld, type Write, type WorldOptions } from './a-log-world.ts';

type World = ReturnType<typeof aLogWorld>;

/** One write, or one drain of a process from its start to its end. */
type Turn = 'the writer' | 'p1' | 'p2';

/** Takes turns, with nothing in between. */
async function takeTurns(world: World, turns: readonly Turn[]): Promise<void> {
  const open = (turn: Turn) => world.options().find(({ who }) => who === turn)!;
  const goesOn = (turn: Turn) => {
    const next = turn === 'the writer' ? undefined : open(turn);
    return next && !next.name.endsWith('begins');
  };
  for (const turn of turns) {
    await world.take(open(turn));
    while (goesOn(turn)) await world.take(open(turn));
  }
}

/**
 * Walks every way in which a world can go, each state once; answers how many there were.
 * @param turns what happened before
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
        await expectWhole(world);
        break;
      }
      for (let choice = 1; choice < choices.length; choice += 1) paths.push([...path, choice]);
      path = [...path, 0];
      await world.take(choices[0]!);
    }
  }
  return { states: seen.size, ends };
}

async function expectWhole(world: World): Promise<void> {
  const wrong = await world.wrong();
  if (wrong.length > 0) throw new Error([...wrong, 'It came so:', ...world.history].join('\n  '));
}

const A: Write = { row: 'a', as: 'SHARED' };
const GONE: Write = { row: 'a', as: 'KEPT' };
const REMOVED: Write = { row: 'a', as: 'REMOVED' };

describe('whatever two processes do, and whenever one of them ends, all readers end up with what is shared', () => {
  test.each([
    ['two writes of a row', { writes: [A, A], every: 100, crashes: 1 }],
    ['a row that is shared and then not', { writes: [A, GONE], every: 100, crashes: 1 }],
    ['a row that is shared and removed', { writes: [A, REMOVED], every: 100, crashes: 1 }],
    ['a log that is compacted at every number', { writes: [A], every: 1, crashes: 1 }],
  ])('%s', async (_what, scenario) => {
    const options = { ...scenario, processes: 2, drains: 1, eager: true };
    const { states, ends } = await walkAll(options, ['the writer']);
    console.info(`${states} states, ${ends} ends.`);
    expect(ends).toBeGreaterThan(0);
  });

  test('a process that slept while the log was compacted, and takes a number that is free again', async () => {
    const turns: Turn[] = ['the writer', 'p1', 'the writer', 'p2', 'the writer', 'p2'];
    const scenario = { writes: [A, A, A, A], processes: 2, drains: 3, every: 1, crashes: 0 };
    const { states, ends } = await walkAll({ ...scenario, eager: true }, [...turns, 'p1']);
    console.info(`${states} states, ${ends} ends.`);
    expect(ends).toBeGreaterThan(0);
  });
});

test('a process that slept over the end of a row never takes off the mark of a new one with its id', async () => {
  const scenario = { writes: [A, REMOVED, A], processes: 2, drains: 3, every: 100, crashes: 0 };
  const world = aLogWorld({ ...scenario, eager: true });
  await world.settled();
  const next = () => world.options().find(({ who }) => who === 'p1');
  await takeTurns(world, ['the writer']);
  for (let open = next(); open && !open.name.includes('settle'); open = next())
    await world.take(open);
  await takeTurns(world, ['the writer', 'p2', 'the writer', 'p1']);
  await expectWhole(world);
});

describe('in any order, with more of everything', () => {
  const write: fc.Arbitrary<Write> = fc.record({
    row: fc.constantFrom('a', 'b', 'c'),
    as: fc.constantFrom('SHARED', 'SHARED', 'SHARED', 'KEPT', 'REMOVED'),
  });

  /** Who goes on, for how many steps. */
  const spell = fc.record({ who: fc.nat(1_000), steps: fc.integer({ min: 1, max: 25 }) });

  test.each([1, 2, 5])('compacted %d numbers at a time', async (every) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(write, { minLength: 4, maxLength: 16, size: 'max' }),
        fc.array(spell, { minLength: 20, maxLength: 80, size: 'max' }),
        async (writes, spells) => {
          const options = { processes: 3, drains: 8, crashes: 1, every, eager: false };
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
          await expectWhole(world);
        },
      ),
      { numRuns: 500 },
    );
  });
});
