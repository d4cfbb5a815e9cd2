import { argumentValue } from './argument-value.ts';
import type { Fetch } from './fetch.ts';
import type { FieldTarget } from './field-target.ts';
import type { Variables } from './operation.ts';
import type { OwnerBatch } from './owner-batches.ts';
import type { OwnerRequest } from './owner.ts';
import type { SplitField } from './split-variables.ts';
import { subOperation, unchangedOperation } from './sub-operation.ts';
import type { SubOperation } from './sub-operation.ts';
import type { TextCache } from './text-cache.ts';

type OwnerQuery = Pick<OwnerRequest<unknown>, 'query' | 'variables' | 'operationName'>;

/**
 * The query that asks one owner for its batch: the operation itself where the batch has all of its fields, and
 * otherwise one derived for these fields. It is derived once for each text and set of fields.
 * @example ownerQuery(fetch, { owner: 'unite', targets }, textCache(2_000_000)).variables // { representations: [...] }
 */
export function ownerQuery(
  fetch: Fetch,
  { targets }: OwnerBatch,
  cache: TextCache<SubOperation>,
): OwnerQuery {
  const { operation, given, variables, fields } = fetch;
  const keys = new Set(targets.map(({ field }) => field.key));
  const splits = splitFieldsOf(targets);
  const hasAll = keys.size === fields.filter(({ name }) => name !== '__typename').length;
  const sub = cache.memo(`${hasAll ? 'all' : ''} ${[...keys].join(' ')}\n${operation.text}`, {
    context: () => {
      const unchanged = hasAll ? unchangedOperation(operation, splits) : undefined;
      return unchanged ?? subOperation(operation, keys, splits);
    },
  });
  const sent = Object.entries(given).filter(([name]) => sub.variables.has(name));
  const split = splits.flatMap((field) => {
    const variable = sub.splitVariables.get(field.key);
    return variable === undefined
      ? []
      : [[variable, withItems(field, variables, targets)] as const];
  });
  const operationName = operation.definition.name?.value;
  return {
    query: sub.text,
    variables: Object.fromEntries([...sent, ...split]),
    ...(operationName !== undefined && { operationName }),
  };
}

function splitFieldsOf(targets: readonly FieldTarget[]): SplitField[] {
  const splits = new Map<string, SplitField>();
  for (const { field } of targets) if ('rule' in field) splits.set(field.key, field);
  return [...splits.values()];
}

/** The argument's value with the owner's own items in place of the whole list. */
function withItems(
  field: SplitField,
  variables: Variables,
  targets: readonly FieldTarget[],
): unknown {
  const items = targets.filter((target) => target.field.key === field.key).map(({ item }) => item);
  return replaced(argumentValue(field, field.rule, variables), field.rule.path, items);
}

/** The value with the items at a path in it. */
function replaced(value: unknown, [head, ...rest]: readonly string[], items: unknown[]): unknown {
  if (head === undefined) return items;
  const object = value as Record<string, unknown>;
  return { ...object, [head]: replaced(object[head], rest, items) };
}
