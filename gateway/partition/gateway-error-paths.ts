import type { GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { GraphQLFormattedError } from 'graphql';
import type { MergedAnswer } from './merge-answers.ts';
import { valueAt } from './response-path.ts';
import type { ResponsePath } from './response-path.ts';

/**
 * The data of the root fetches of each client request. The gateway merges all later answers into these very objects, so
 * they are its result so far. The request holds them, and they are collected with it.
 */
const rootData = new WeakMap<object, object[]>();

/**
 * A merged answer in the form that @apollo/gateway expects: without `errors` where there are none, and with error paths
 * that it finds.
 * @example toGatewayResponse({ data, errors: [] }, options) // { data }
 */
export function toGatewayResponse<Context extends Record<string, unknown>>(
  { data, errors }: MergedAnswer,
  options: GraphQLDataSourceProcessOptions<Context>,
) {
  if (!('incomingRequestContext' in options))
    return errors.length > 0 ? { data, errors } : { data };
  const { incomingRequestContext, pathInIncomingRequest: at = [], request } = options;
  if (at.length === 0) recordRootData(incomingRequestContext, data);
  if (errors.length === 0) return { data };
  const representations: unknown = request.variables?.['representations'];
  if (at.length === 0 || !Array.isArray(representations)) return { data, errors };
  return { data, errors: toGatewayErrorPaths(errors, incomingRequestContext, at, representations) };
}

/**
 * Keeps the data of a root fetch for as long as the client's request exists.
 * @example recordRootData(incomingRequestContext, { policyIdeas: { edges: [] } })
 */
export function recordRootData(request: object, data: object): void {
  const recorded = rootData.get(request);
  if (recorded) recorded.push(data);
  else rootData.set(request, [data]);
}

/**
 * Changes the index in the error paths of an `_entities` fetch to the one that @apollo/gateway 2.14 looks up.
 * The gateway reads it as an index among all objects at the fetch's path, although it sends representations of only
 * those objects that the fetch is for. In a list of mixed types, an error would land on another object: see
 * `makeLazyErrorPathGenerator` in its `executeQueryPlan`, which leaves `representationToEntity` out of account.
 * Where the objects cannot be found by their ids, the errors stay as they are.
 * @param at the fetch's path in the client's request, with `@` for each item of a list
 * @example
 * // Of the objects [event A, idea B] the fetch is for B alone, so its error at 0 moves to 1.
 * toGatewayErrorPaths([{ message: 'No.', path: ['_entities', 0] }], request, ['list', '@'], [{ id: 'B' }]);
 */
export function toGatewayErrorPaths(
  errors: readonly GraphQLFormattedError[],
  request: object,
  at: ResponsePath,
  representations: readonly unknown[],
): GraphQLFormattedError[] {
  const indexes = indexesOf(representations, objectsAt(rootData.get(request) ?? [], at));
  return errors.map((error) => {
    const [key, index, ...rest] = error.path ?? [];
    const gatewayIndex = typeof index === 'number' ? indexes[index] : undefined;
    if (key === undefined || gatewayIndex === undefined) return error;
    return { ...error, path: [key, gatewayIndex, ...rest] };
  });
}

/** The index of each representation among the objects, which are in the same order; empty where one is missing. */
function indexesOf(representations: readonly unknown[], objects: readonly unknown[]): number[] {
  const indexes: number[] = [];
  let index = 0;
  for (const representation of representations) {
    const id = valueAt(representation, ['id']);
    while (index < objects.length && valueAt(objects[index], ['id']) !== id) index += 1;
    if (index === objects.length) return [];
    indexes.push(index);
    index += 1;
  }
  return indexes;
}

function objectsAt(values: readonly unknown[], path: ResponsePath): unknown[] {
  const [head, ...rest] = path;
  const present = values.filter((value) => value !== null && value !== undefined);
  if (head === undefined) return present;
  const next = present.flatMap((value) => (head === '@' ? value : [valueAt(value, [head])]));
  return objectsAt(next, rest);
}
