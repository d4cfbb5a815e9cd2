import type { GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { GraphQLFormattedError } from 'graphql';
import type { MergedAnswer } from './merge-answers.ts';
import type { Path } from './place.ts';

// What the root fetches of a client's request answered. The gateway merges all later answers into these very objects,
// so they are its result so far. Held by the request, and gone with it.
const roots = new WeakMap<object, object[]>();

/** Answers as the gateway takes them: with errors only where there are some, at positions that it finds. */
export function forGateway<Context extends Record<string, unknown>>(
  { data, errors }: MergedAnswer,
  options: GraphQLDataSourceProcessOptions<Context>,
) {
  if (!('incomingRequestContext' in options))
    return errors.length > 0 ? { data, errors } : { data };
  const { incomingRequestContext, pathInIncomingRequest: at = [], request } = options;
  if (at.length === 0) rememberRoot(incomingRequestContext, data);
  if (errors.length === 0) return { data };
  const representations: unknown = request.variables?.['representations'];
  if (at.length === 0 || !Array.isArray(representations)) return { data, errors };
  return { data, errors: atGatewayPositions(errors, incomingRequestContext, at, representations) };
}

/** Remembers what a root fetch of a client's request answered. */
export function rememberRoot(request: object, data: object): void {
  const known = roots.get(request);
  if (known) known.push(data);
  else roots.set(request, [data]);
}

/**
 * Moves the errors of an `_entities` fetch to the positions by which @apollo/gateway 2.14 looks them up.
 * It takes the number in an error's path as a position among all objects at the fetch's path, although it sends
 * representations only of those that the fetch is for. In a list of mixed types an error would land on another object:
 * see `makeLazyErrorPathGenerator` in its `executeQueryPlan`, which leaves `representationToEntity` out of account.
 * Where the objects cannot be told by their ids, the errors stay as they are.
 * @param at the fetch's path in the client's request, `@` standing for each item of a list
 */
export function atGatewayPositions(
  errors: readonly GraphQLFormattedError[],
  request: object,
  at: Path,
  representations: readonly unknown[],
): GraphQLFormattedError[] {
  const positions = positionsOf(representations, objectsAt(roots.get(request) ?? [], at));
  return errors.map((error) => {
    const [key, index, ...rest] = error.path ?? [];
    const position = typeof index === 'number' ? positions[index] : undefined;
    if (key === undefined || position === undefined) return error;
    return { ...error, path: [key, position, ...rest] };
  });
}

/** Where each representation stands among the objects, both being in the same order; empty where one is missing. */
function positionsOf(representations: readonly unknown[], objects: readonly unknown[]): number[] {
  const positions: number[] = [];
  let position = 0;
  for (const representation of representations) {
    const id = property(representation, 'id');
    while (position < objects.length && property(objects[position], 'id') !== id) position += 1;
    if (position === objects.length) return [];
    positions.push(position);
    position += 1;
  }
  return positions;
}

function objectsAt(values: readonly unknown[], path: Path): unknown[] {
  const [head, ...rest] = path;
  const present = values.filter((value) => value !== null && value !== undefined);
  if (head === undefined) return present;
  const next = present.flatMap((value) => (head === '@' ? value : [property(value, head)]));
  return objectsAt(next, rest);
}

function property(value: unknown, key: string | number): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string | number, unknown>)[key];
}
