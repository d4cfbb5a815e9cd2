/** Walks of a document that visit each fragment once, however often it is spread, so that their cost is linear in its text. */
import type { DocumentNode, SelectionSetNode } from 'graphql';
import { fragmentsOf } from './executor/selection/fragments.ts';

/**
 * A function that computes a result for a fragment by its name, once for each fragment.
 * @param initial the result for a fragment that is not defined, and for a fragment within itself
 */
export function oncePerFragment<Result>(
  document: DocumentNode,
  initial: Result,
  compute: (selectionSet: SelectionSetNode) => Result,
): (name: string) => Result {
  const fragments = fragmentsOf(document);
  const results = new Map<string, Result>();
  return (name) => {
    const cached = results.get(name);
    if (cached !== undefined) return cached;
    results.set(name, initial);
    const fragment = fragments.get(name);
    const result = fragment ? compute(fragment.selectionSet) : initial;
    results.set(name, result);
    return result;
  };
}
