import type { Operation, Variables } from './operation.ts';
import type { OwnerRequest } from './owner.ts';
import { argumentValue } from './place-fields.ts';
import type { Place, Share } from './place.ts';
import type { SplitField } from './slots.ts';
import { subOperation, wholeOperation } from './sub-operation.ts';
import type { SubOperation } from './sub-operation.ts';
import type { TextCache } from './text-cache.ts';

/** What the gateway fetches: an operation, its variables and what they select. */
export interface Fetch {
  readonly operation: Operation;
  /** The variables as they were given. */
  readonly given: Variables;
  /** The same with the operation's defaults. */
  readonly variables: Variables;
  /** The response keys of the fields asked for, `__typename` left out. */
  readonly keys: readonly string[];
}

type OwnerQuery = Pick<OwnerRequest<unknown>, 'query' | 'variables' | 'operationName'>;

/**
 * What a share of a fetch is asked in: the operation as it is where the share is all of it,
 * and otherwise one derived for its fields, made once for each text and set of fields.
 */
export function ownerQuery(
  fetch: Fetch,
  { places }: Share,
  cache: TextCache<SubOperation>,
): OwnerQuery {
  const { operation, given, variables } = fetch;
  const keys = new Set(places.map(({ field }) => field.key));
  const splits = splitFieldsOf(places);
  const isWhole = keys.size === fetch.keys.length;
  const shape = cache.memo(`${isWhole ? 'all' : ''} ${[...keys].join(' ')}\n${operation.text}`, {
    context: () => {
      const whole = isWhole ? wholeOperation(operation, splits) : undefined;
      return whole ?? subOperation(operation, keys, splits);
    },
  });
  const sent = Object.entries(given).filter(([name]) => shape.variables.has(name));
  const dealt = splits.flatMap((split) => {
    const slot = shape.slots.get(split.key);
    return slot === undefined ? [] : [[slot, withItems(split, variables, places)] as const];
  });
  const operationName = operation.definition.name?.value;
  return {
    query: shape.text,
    variables: Object.fromEntries([...sent, ...dealt]),
    ...(operationName !== undefined && { operationName }),
  };
}

function splitFieldsOf(places: readonly Place[]): SplitField[] {
  const splits = new Map<string, SplitField>();
  for (const { field } of places) if ('rule' in field) splits.set(field.key, field);
  return [...splits.values()];
}

/** The argument's value with the owner's own items in place of the list. */
function withItems(split: SplitField, variables: Variables, places: readonly Place[]): unknown {
  const items = places.filter(({ field }) => field.key === split.key).map(({ item }) => item);
  return replaced(argumentValue(split, split.rule, variables), split.rule.path, items);
}

function replaced(value: unknown, [head, ...rest]: readonly string[], items: unknown[]): unknown {
  if (head === undefined) return items;
  const object = value as Record<string, unknown>;
  return { ...object, [head]: replaced(object[head], rest, items) };
}
