/** The planner of a built gateway, in its thread. */
import { readFileSync } from 'node:fs';
import { Supergraph } from '@apollo/federation-internals';
import { afterEach, expect, test } from '@jest/globals';
import { planner } from '../../gateway/executor/planner.ts';
import { PLANNER_LIMITS } from '../../gateway/planner/planner-limits.ts';
import { PlannerThread } from '../../gateway/planner/planner-thread.ts';
import { fileOfHouse } from '../../platform/root.ts';
import { dearestQueries } from '../support/dearest.ts';

const supergraphSdl = readFileSync(fileOfHouse('schema/supergraph.graphql'), 'utf8');
const config = { debug: PLANNER_LIMITS };
const program = fileOfHouse('dist/gateway/planner/main.js');

let thread: PlannerThread;
afterEach(() => thread.close());

test('gives the plans that the gateway would make, also when it is asked for many at once', async () => {
  thread = new PlannerThread({ program, supergraphSdl, config });
  const { planText } = planner(Supergraph.build(supergraphSdl), config);
  const texts = dearestQueries().slice(0, 3);
  const expected = texts.map((text) => JSON.parse(JSON.stringify(planText(text))) as unknown);
  expect(await Promise.all(texts.map(thread.plan))).toEqual(expected);
});

test('says why a text has no plan, and plans the next', async () => {
  thread = new PlannerThread({ program, supergraphSdl, config });
  const [wrong, right] = [thread.plan('{ nonsense }'), thread.plan('{ themes { id } }')];
  await expect(wrong).rejects.toThrow(/nonsense/);
  await expect(right).resolves.toMatchObject({ kind: 'QueryPlan' });
});

/** A planner that never comes to an end with one of its texts. */
const ENDLESS = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    parentPort.on('message', (text) => {
      for (;;) if (text !== 'endless') break;
      parentPort.postMessage({ plan: JSON.stringify({ kind: 'QueryPlan' }) });
    });
    parentPort.postMessage('ready');
  `)}`,
);

test('is ended when a plan takes too long, and another plans what comes then', async () => {
  thread = new PlannerThread({ program: ENDLESS, supergraphSdl, config, planWithinMs: 1_000 });
  const [endless, next] = [thread.plan('endless'), thread.plan('{ themes { id } }')];
  await expect(endless).rejects.toMatchObject({ extensions: { code: 'OVERLOADED' } });
  await expect(next).resolves.toEqual({ kind: 'QueryPlan' });
});

test('lets no more wait than it can plan in time', async () => {
  thread = new PlannerThread({ program, supergraphSdl, config });
  const many = Array.from({ length: 60 }, () => thread.plan('{ themes { id } }'));
  const outcomes = await Promise.allSettled(many);
  expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(10);
});
