import type { GraphQLFormattedError } from 'graphql';
import type { FieldTarget } from './field-target.ts';
import type { NullPaths } from './null-paths.ts';
import type { ResponsePath } from './response-path.ts';

/**
 * An error of a target at every path of the fetch that it belongs to.
 * @param below the path from the target's value to the error; empty where the error is of the whole value
 * @example targetErrors({ message: 'No.' }, target, ['name'], nullPaths) // at each fetch path, below it at "name"
 */
export function targetErrors(
  error: GraphQLFormattedError,
  target: FieldTarget,
  below: ResponsePath,
  nullPaths: NullPaths,
): GraphQLFormattedError[] {
  return target.fetchPaths.flatMap((fetchPath) => {
    const paths = below.length > 0 ? [[...fetchPath, ...below]] : nullPaths(target, fetchPath);
    return paths.map((path) => ({ ...error, path }));
  });
}
