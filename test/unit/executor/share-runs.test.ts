/** Equal queries at the same time share a run, and nothing else does. */
import { expect, test } from '@jest/globals';
import { type OperationDefinitionNode, parse } from 'graphql';
import type { Execute } from '../../../gateway/executor/executor.ts';
import { shareRuns } from '../../../gateway/executor/share-runs.ts';

interface Context {
  audience: string | null;
  signal: AbortSignal;
}

interface Given {
  variables?: Record<string, unknown>;
  audience?: string | null;
}

/** An executor whose runs end when a test says so. */
function aSharedExecutor() {
  const runs: { context: Context; end: () => void }[] = [];
  const execute: Execute<Context> = ({ context }) => {
    const nth = runs.length;
    return new Promise((resolve) => {
      runs.push({ context, end: () => resolve({ data: { nth } }) });
    });
  };
  const shared = shareRuns(execute, {
    audienceOf: ({ audience }) => audience,
    signalOf: ({ signal }) => signal,
    withSignal: (context, signal) => ({ ...context, signal }),
  });
  const ask = (text: string, { variables = {}, audience = 'all' }: Given = {}) => {
    const document = parse(text);
    const left = new AbortController();
    const context = { audience, signal: left.signal };
    const operation = document.definitions[0] as OperationDefinitionNode;
    const answer = shared({ document, operation, key: text, variables, context });
    return { answer, leave: () => left.abort() };
  };
  const endAll = () => runs.forEach(({ end }) => end());
  return { ask, runs, endAll };
}

test('equal queries at the same time share a run', async () => {
  const { ask, runs, endAll } = aSharedExecutor();
  const [a, b] = [ask('{ x }'), ask('{ x }')];
  endAll();
  expect(await Promise.all([a.answer, b.answer])).toEqual([
    { data: { nth: 0 } },
    { data: { nth: 0 } },
  ]);
  expect(runs).toHaveLength(1);
});

test.each([
  ['another text', ['{ x }', {}], ['{ y }', {}]],
  ['other variables', ['{ x }', { variables: { a: 1 } }], ['{ x }', { variables: { a: 2 } }]],
  ['another audience', ['{ x }', { audience: 'a' }], ['{ x }', { audience: 'b' }]],
  ['those that run alone', ['{ x }', { audience: null }], ['{ x }', { audience: null }]],
  ['mutations', ['mutation { x }', {}], ['mutation { x }', {}]],
] as const)('%s do not', (_what, [first, given], [second, others]) => {
  const { ask, runs } = aSharedExecutor();
  ask(first, given);
  ask(second, others);
  expect(runs).toHaveLength(2);
});

test('a query after a run has ended is run again', async () => {
  const { ask, runs, endAll } = aSharedExecutor();
  const first = ask('{ x }');
  endAll();
  await first.answer;
  ask('{ x }');
  expect(runs).toHaveLength(2);
});

test('a query after a mutation shares no run that began before it', async () => {
  const { ask, runs } = aSharedExecutor();
  ask('{ x }');
  const written = ask('mutation { x }');
  runs[1]!.end();
  await written.answer;
  ask('{ x }');
  expect(runs).toHaveLength(3);
});

test('a client that leaves ends nobody else’s run', async () => {
  const { ask, runs, endAll } = aSharedExecutor();
  const [a, b] = [ask('{ x }'), ask('{ x }')];
  a.leave();
  expect(runs[0]!.context.signal.aborted).toBe(false);
  endAll();
  expect(await b.answer).toEqual({ data: { nth: 0 } });
});

test('a run ends when all its clients have left, and nobody joins it then', () => {
  const { ask, runs } = aSharedExecutor();
  for (const { leave } of [ask('{ x }'), ask('{ x }')]) leave();
  expect(runs[0]!.context.signal.aborted).toBe(true);
  ask('{ x }');
  expect(runs).toHaveLength(2);
});
