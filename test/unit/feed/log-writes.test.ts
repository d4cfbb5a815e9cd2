import { describe, expect, test } from '@jest/globals';
import type { Write } from './log-world/memory-rows.ts';
import { walkAll } from './log-world/walk-all.ts';

const SHARED: Write = { row: 'a', as: 'SHARED' };
const PRIVATE: Write = { row: 'a', as: 'PRIVATE' };
const REMOVED: Write = { row: 'a', as: 'REMOVED' };

describe('in every order of the steps of two processes and one crash, all readers end up with what is shared', () => {
  test.each([
    ['two writes of a row', { writes: [SHARED, SHARED], compactEvery: 100, crashes: 1 }],
    ['a row that is unshared', { writes: [SHARED, PRIVATE], compactEvery: 100, crashes: 1 }],
    ['a row that is removed', { writes: [SHARED, REMOVED], compactEvery: 100, crashes: 1 }],
  ])('%s', async (_what, scenario) => {
    const options = { ...scenario, processes: 2, drains: 1, eager: true };
    const { states, ends } = await walkAll(options, ['the writer']);
    console.info(`${states} states, ${ends} ends.`);
    expect(ends).toBeGreaterThan(0);
  });
});
