import type { Applies } from './abstract-types.ts';
import { collectFields } from './operation.ts';
import type { Missing } from './owner-errors.ts';
import type { Fetch } from './owner-query.ts';
import type { Path, Place } from './place.ts';

/**
 * Which paths a seat leaves null when it stays empty. An entity is merged into an object that the client has already,
 * so its seat is not null in the client's answer: the fields selected on its type are.
 */
export function missingPaths({ operation, variables }: Fetch, applies: Applies): Missing {
  return (place, seat) => {
    if (place.field.name !== '_entities') return [seat];
    const keys = entityKeys(place);
    return keys.length > 0 ? keys.map((key): Path => [...seat, key]) : [seat];
  };

  function entityKeys({ field, item }: Place): string[] {
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
