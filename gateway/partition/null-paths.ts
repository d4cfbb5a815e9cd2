import type { Applies } from './abstract-types.ts';
import { collectFields } from './collect-fields.ts';
import type { Fetch } from './fetch.ts';
import type { FieldTarget } from './field-target.ts';
import type { ResponsePath } from './response-path.ts';

/** The paths that are null in the client's answer when a target has no value at one of its fetch paths. */
export type NullPaths = (target: FieldTarget, fetchPath: ResponsePath) => readonly ResponsePath[];

/**
 * Tells which paths are null where a fetch has no value. For a root field or an item of its list, that is the fetch
 * path itself. The gateway merges an entity into an object that the client has already, so there the paths are those of
 * the fields selected on the entity's type.
 * @example nullPathsOf(fetch, applies)(target, ['_entities', 0]) // [['_entities', 0, 'body']]
 */
export function nullPathsOf({ operation, variables }: Fetch, applies: Applies): NullPaths {
  return (target, fetchPath) => {
    if (target.field.name !== '_entities') return [fetchPath];
    const keys = entityKeys(target);
    return keys.length > 0 ? keys.map((key): ResponsePath => [...fetchPath, key]) : [fetchPath];
  };

  function entityKeys({ field, item }: FieldTarget): string[] {
    const typename = (item as Record<string, unknown> | undefined)?.['__typename'];
    if (typeof typename !== 'string') return [];
    const keys = field.nodes.flatMap(({ selectionSet }) => [
      ...collectFields(operation, selectionSet, variables, (type) =>
        applies(type, typename),
      ).values(),
    ]);
    return [...new Set(keys.filter(({ name }) => name !== '__typename').map(({ key }) => key))];
  }
}
