import { expect, test } from '@jest/globals';
import type { Write } from './log-world/memory-rows.ts';
import { walkAll } from './log-world/walk-all.ts';

test('in every order of the steps of two processes and one crash, all readers of a log that is compacted at every offset end up with what is shared', async () => {
  const write: Write = { row: 'a', as: 'SHARED' };
  const scenario = { writes: [write], processes: 2, drains: 1, compactEvery: 1, crashes: 1 };
  const { states, ends } = await walkAll({ ...scenario, eager: true }, ['the writer']);
  console.info(`${states} states, ${ends} ends.`);
  expect(ends).toBeGreaterThan(0);
});
