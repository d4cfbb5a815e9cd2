import { expect, test } from '@jest/globals';
import { aLogWorld } from './log-world/a-log-world.ts';
import type { Write } from './log-world/memory-rows.ts';
import { expectComplete, takeTurns, type Turn, walkAll } from './log-world/walk-all.ts';

const SHARED: Write = { row: 'a', as: 'SHARED' };
const REMOVED: Write = { row: 'a', as: 'REMOVED' };

test('in every order, all readers end up with what is shared after a process was paused during a compaction, and inserts at an offset that is free again', async () => {
  const turns: Turn[] = ['the writer', 'p1', 'the writer', 'p2', 'the writer', 'p2'];
  const writes = [SHARED, SHARED, SHARED, SHARED];
  const scenario = { writes, processes: 2, drains: 3, compactEvery: 1, crashes: 0 };
  const { states, ends } = await walkAll({ ...scenario, eager: true }, [...turns, 'p1']);
  console.info(`${states} states, ${ends} ends.`);
  expect(ends).toBeGreaterThan(0);
});

test('a process that was paused while a row was removed does not mark a new row with its id as logged', async () => {
  const writes = [SHARED, REMOVED, SHARED];
  const scenario = { writes, processes: 2, drains: 3, compactEvery: 100, crashes: 0 };
  const world = aLogWorld({ ...scenario, eager: true });
  await world.settled();
  const next = () => world.options().find(({ who }) => who === 'p1');
  await takeTurns(world, ['the writer']);
  for (let step = next(); step && !step.name.includes('mark logged'); step = next())
    await world.run(step);
  await takeTurns(world, ['the writer', 'p2', 'the writer', 'p1']);
  await expectComplete(world);
});
