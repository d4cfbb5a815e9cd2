import { type AnswerObject, type AnswerPath, isObject, type SubgraphAnswer } from './answer.ts';
import type { Execution, Step } from './execution.ts';
import { recordMissing, recordRisen } from './record-missing.ts';
import { ofSubgraph, type SubgraphFetch } from './subgraph-fetch.ts';

/**
 * A fetch of root fields as a step of a plan.
 * @param rootType the name of the type of the root
 */
export function rootFetch<Context>(fetch: SubgraphFetch<Context>, rootType: string): Step<Context> {
  return async (execution, objects) => {
    const answer = await fetch.ask(execution);
    for (const root of objects) applyRootAnswer(fetch, rootType, execution, { root, answer });
  };
}

/** Adds the answer to a fetch of root fields to the root of the answer. */
export function applyRootAnswer<Context>(
  fetch: SubgraphFetch<Context>,
  rootType: string,
  { failures }: Execution<Context>,
  { root, answer }: { root: AnswerObject; answer: SubgraphAnswer | Error },
): void {
  if (answer instanceof Error) return recordMissing(failures, root, fetch.keys(rootType), answer);
  const { data, errors } = answer;
  const hasData = isObject(data);
  if (hasData) {
    fetch.rewriteOutput?.(data);
    fetch.merge(root, data);
  }
  for (const given of listOf(errors)) {
    const error = ofSubgraph(given, fetch.subgraph);
    const path: AnswerPath = fetch.renamePath(error.path ?? []);
    if (hasData && path.length > 0) failures.place(root, path, error);
    else recordRisen(failures, root, fetch.keys(rootType), { error, rest: path });
  }
}

/** The errors of an answer. What an owner answers need not be a list. */
export const listOf = (errors: unknown): readonly unknown[] =>
  Array.isArray(errors) ? errors : [];
