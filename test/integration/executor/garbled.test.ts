/**
 * Whatever owners answer, graphql-js and a writer complete it alike, and nothing throws. `JUDGE` and `JUDGE_SEED` are those
 * of judge.test.ts.
 */
import { expect, test } from '@jest/globals';
import { type ExecutionResult, type OperationDefinitionNode, parse, validate } from 'graphql';
import { garble } from './judge/garble.ts';
import { schema, executorOver } from './judge/judge.ts';
import type { Context } from './judge/owners.ts';
import { randomOf } from './judge/random.ts';
import { randomOperation } from './judge/random-operation.ts';

const OPERATIONS = Number(process.env['JUDGE'] ?? 10_000) / 20;
const SEED = process.env['JUDGE_SEED'] ?? String(Date.now());
const LONGEST_MS = 60_000 + OPERATIONS * 100;

/** An answer in words. The order of errors means nothing. */
function plain({ data, errors = [] }: ExecutionResult) {
  const texts = errors.map(({ message, path }) => `${path?.join('.')}: ${message}`).toSorted();
  return { data: JSON.stringify(data), errors: texts };
}

test(
  `${OPERATIONS} garbled answers are completed alike (JUDGE_SEED=${SEED})`,
  async () => {
    let run = 0;
    let failed = 0;
    let garbled = randomOf('');
    const execute = executorOver((answer) => garble(answer, garbled, 0.02));
    for (let nth = 0; run < OPERATIONS; nth += 1) {
      const random = randomOf(`${SEED} ${nth}`);
      const { text, variables } = randomOperation(schema, random);
      const document = parse(text);
      if (variables.size > 0 || validate(schema, document).length > 0) continue;
      run += 1;
      const operation = document.definitions[0] as OperationDefinitionNode;
      const answers = [];
      for (const _ of ['by graphql-js', 'by the writer']) {
        garbled = randomOf(`${SEED} ${nth} garbled`);
        const world = {
          seed: SEED,
          faults: 0.1,
          missing: 0,
          down: new Set<string>(),
          writes: new Map(),
        };
        const context: Context = { world, requests: { count: 0 } };
        answers.push(plain(await execute({ document, operation, text, variables: {}, context })));
      }
      if (answers[0]!.errors.length > 0) failed += 1;
      expect({ text, ...answers[1] }).toEqual({ text, ...answers[0] });
    }
    expect(failed).toBeGreaterThan(run / 20);
  },
  LONGEST_MS,
);
