/**
 * Our executor answers as one graphql-js server would that has all rows. `JUDGE=1000000 node bin/test.js
 * test/integration/executor/judge.test.ts` judges as many operations, and `JUDGE_SEED=…` those of another seed.
 */
import { expect, test } from '@jest/globals';
import { judge, ownExecutor } from './judge/judge.ts';

const OPERATIONS = Number(process.env['JUDGE'] ?? 10_000);
const SEED = process.env['JUDGE_SEED'] ?? String(Date.now());
/** A million takes half an hour. */
const LONGEST_MS = 60_000 + OPERATIONS * 20;

test(
  `${OPERATIONS} random operations are answered as by one server with all rows (JUDGE_SEED=${SEED})`,
  async () => {
    const { counts, differences } = await judge(ownExecutor(), OPERATIONS, SEED);
    console.log(`JUDGE_SEED=${SEED}`, counts, `differences: ${differences.length}`);
    expect(differences.slice(0, 3)).toEqual([]);
    expect(counts.withErrors).toBeGreaterThan(counts.ran / 20);
    expect(counts.mutations).toBeGreaterThan(0);
  },
  LONGEST_MS,
);
