/**
 * Our executor answers as one graphql-js server would that has all rows. `JUDGE=1000000 node bin/test.js
 * test/integration/executor/judge.test.ts` judges as many operations, and `JUDGE_SEED=…` those of another seed.
 * `JUDGE_EXECUTOR=apollo` lists how Apollo's executor differs, with one operation for each way.
 */
import { expect, test } from '@jest/globals';
import { apolloExecutor, type Difference, judge, ownExecutor } from './judge/judge.ts';

const OPERATIONS = Number(process.env['JUDGE'] ?? 10_000);
const SEED = process.env['JUDGE_SEED'] ?? String(Date.now());
/** A million takes half an hour. */
const LONGEST_MS = 60_000 + OPERATIONS * 20;
const isApollo = process.env['JUDGE_EXECUTOR'] === 'apollo';

(isApollo ? test.skip : test)(
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

(isApollo ? test : test.skip)(
  'Apollo’s executor differs, in ways that are listed',
  async () => {
    const run = await apolloExecutor();
    const { counts, differences } = await judge(run, OPERATIONS, SEED);
    await run.stop();
    console.log(`JUDGE_SEED=${SEED}`, counts, `differences: ${differences.length}`);
    for (const [kind, found] of byKind(differences)) console.log(found.length, kind, found[0]);
    expect(differences).not.toEqual([]);
  },
  LONGEST_MS,
);

const byKind = (differences: readonly Difference[]): Map<string, Difference[]> => {
  const kinds = new Map<string, Difference[]>();
  for (const found of differences) kinds.set(found.kind, [...(kinds.get(found.kind) ?? []), found]);
  return kinds;
};
