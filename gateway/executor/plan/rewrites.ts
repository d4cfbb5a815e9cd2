import type { FetchDataRewrite } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { conditionApplies } from '../selection/type-conditions.ts';
import { type AnswerObject, type AnswerPath, isObject } from './answer.ts';

/** Changes a value of a fetch in place: a representation before it is sent, or an answer. */
export type Rewrite = (value: unknown) => void;

const CONDITION = '... on ';

/**
 * The rewrites of a fetch as one function; undefined where there are none.
 * @example rewriteBy(schema, [{ kind: 'KeyRenamer', path: ['name__alias_0'], renameKeyTo: 'name' }])
 */
export function rewriteBy(
  schema: GraphQLSchema,
  rewrites: readonly FetchDataRewrite[] | undefined,
): Rewrite | undefined {
  if (!rewrites?.length) return undefined;
  return (value) => {
    for (const rewrite of rewrites) apply(value, rewrite, 0);
  };

  function apply(value: unknown, rewrite: FetchDataRewrite, depth: number): void {
    if (Array.isArray(value)) {
      for (const item of value) apply(item, rewrite, depth);
      return;
    }
    const key = rewrite.path[depth];
    if (!isObject(value) || key === undefined) return;
    if (key.startsWith(CONDITION)) {
      if (conditionApplies(schema, key.slice(CONDITION.length), value))
        apply(value, rewrite, depth + 1);
    } else if (depth < rewrite.path.length - 1) apply(value[key], rewrite, depth + 1);
    else change(value, key, rewrite);
  }
}

function change(object: AnswerObject, key: string, rewrite: FetchDataRewrite): void {
  if (rewrite.kind === 'ValueSetter') {
    object[key] = rewrite.setValueTo;
  } else if (Object.hasOwn(object, key)) {
    object[rewrite.renameKeyTo] = object[key];
    delete object[key];
  }
}

/**
 * A function that renames the keys of error paths as the output rewrites rename those of the answer. The planner's
 * aliases are of its own making, so that the key alone tells which is meant.
 * @example pathRenamer([{ kind: 'KeyRenamer', path: ['name__alias_0'], renameKeyTo: 'name' }])(['name__alias_0']) // ['name']
 */
export function pathRenamer(
  rewrites: readonly FetchDataRewrite[] | undefined,
): (path: AnswerPath) => AnswerPath {
  const names = new Map<string | number, string>();
  for (const rewrite of rewrites ?? []) {
    const key = rewrite.path.at(-1);
    if (rewrite.kind === 'KeyRenamer' && key !== undefined) names.set(key, rewrite.renameKeyTo);
  }
  return names.size === 0 ? (path) => path : (path) => path.map((key) => names.get(key) ?? key);
}
