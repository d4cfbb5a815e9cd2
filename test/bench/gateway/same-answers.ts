/** Whether gateways answer the same, so that none is faster for what it leaves out. */
import { isDeepStrictEqual } from 'node:util';
import type { Contestant } from './contestants.ts';
import type { Client } from './load.ts';
import type { BenchOperation } from './operations.ts';

/** @throws Error where an answer has errors, or differs from the first gateway's. Answers the length of an answer. */
export async function needSameAnswers(
  operation: BenchOperation,
  clients: ReadonlyMap<Contestant, Client>,
): Promise<number> {
  const answers = new Map<string, string>();
  for (const [{ name }, client] of clients) answers.set(name, await client.ask(operation, 0));
  const [[, first = ''] = []] = answers;
  for (const [name, answer] of answers) {
    const { data, errors } = read(answer);
    if (!data || errors || !isDeepStrictEqual(data, read(first).data))
      throw new Error(
        `${operation.name}: ${name} answers ${answer.slice(0, 2_000)}, not ${first.slice(0, 2_000)}`,
      );
  }
  return first.length;
}

/** An answer, whoever owns its rows: one gateway has five owners where another has one. */
function read(answer: string): { data?: unknown; errors?: unknown } {
  return JSON.parse(answer.replaceAll(/organisation-\d/g, 'organisation')) as {
    data?: unknown;
    errors?: unknown;
  };
}
