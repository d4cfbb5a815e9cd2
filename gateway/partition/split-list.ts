import type { GraphQLFormattedError } from 'graphql';
import { ownerOf, parseGlobalId } from '../../schema/global-id.ts';
import type { SelectedField } from './collect-fields.ts';
import type { FieldTarget, RoutedField } from './field-target.ts';
import type { Operation } from './operation.ts';
import type { Owners } from './owner.ts';
import type { OwningArgument } from './owning-argument.ts';
import { malformedId, tooMany } from './refusals.ts';
import { valueAt } from './response-path.ts';
import type { ResponsePath } from './response-path.ts';

/** An argument with a list of ids, or of objects with an id in each. */
export type ListArgument = OwningArgument & { readonly each: readonly string[] };

interface ServedContract {
  readonly contract: string;
  readonly owners: Owners;
  readonly root: Operation['root'];
}

/**
 * Splits a list by the owner of each item. Equal items share one target. An item without an owner that serves the
 * contract has no target, so it stays null. A malformed id is an error of its own item in a query, and of the whole
 * field in a mutation, of which nothing may run then.
 * @example splitList(nodes, rule, ['unite:idea:A', 'labour:idea:B'], context).targets.length // 2
 */
export function splitList(
  field: SelectedField,
  rule: ListArgument,
  items: readonly unknown[],
  { contract, owners, root }: ServedContract,
): RoutedField {
  const { key } = field;
  const { by, most } = rule;
  const refused = (error: GraphQLFormattedError): RoutedField => {
    return { key, initial: null, targets: [], errors: [error] };
  };
  if (most !== undefined && items.length > most)
    return refused(tooMany(by, most, items.length, [key]));
  const answers = (owner: string): boolean =>
    owners.serves(owner, contract) || (rule.sole !== undefined && owners.isSuspended(owner));
  const targets = new TargetsByItem(field, rule);
  const errors: GraphQLFormattedError[] = [];
  for (const [index, item] of items.entries()) {
    const owner = ownerOfItem(item, rule, owners);
    if (owner === null) {
      const isMalformed = !rule.lenient && item !== null && item !== undefined;
      if (isMalformed)
        errors.push(malformedId(itemName(rule, index), valueAt(item, rule.each), [key, index]));
    } else if (answers(owner)) targets.add(owner, item, index);
  }
  const [first] = errors;
  if (first && root === 'Mutation') return refused({ ...first, path: [key] });
  return { key, initial: items.map(() => null), targets: targets.all(), errors };
}

/** The targets of a split field, one for each different item. */
class TargetsByItem {
  readonly #field: SelectedField & { rule: ListArgument };
  readonly #byText = new Map<string, FieldTarget>();
  readonly #counts = new Map<string, number>();

  constructor(field: SelectedField, rule: ListArgument) {
    this.#field = { ...field, rule };
  }

  add(owner: string, item: unknown, index: number): void {
    const field = this.#field;
    const fetchPath: ResponsePath = [field.key, index];
    const text = JSON.stringify(item);
    const target = this.#byText.get(text);
    if (target) return void target.fetchPaths.push(fetchPath);
    const nth = this.#counts.get(owner) ?? 0;
    this.#counts.set(owner, nth + 1);
    const ownerPath = [field.key, nth];
    this.#byText.set(text, { owner, field, ownerPath, fetchPaths: [fetchPath], item });
  }

  all(): FieldTarget[] {
    return [...this.#byText.values()];
  }
}

function ownerOfItem(item: unknown, rule: ListArgument, owners: Owners): string | null {
  const id = valueAt(item, rule.each);
  return typeof id === 'string' ? ownerToAsk(id, rule, owners) : (rule.sole ?? null);
}

/**
 * The owner to ask for an id. A contract with a sole owner is asked for every id, except for the things of a suspended
 * organisation: these belong to nobody else, whatever the sole owner still has of them. The suspended organisation's
 * own id is a thing of the sole owner.
 */
function ownerToAsk(id: string, { sole }: ListArgument, owners: Owners): string | null {
  if (sole === undefined) return ownerOf(id);
  const owner = parseGlobalId(id)?.owner;
  return owner !== undefined && owners.isSuspended(owner) ? owner : sole;
}

/** `ids[3]`, or `input.things[3].id`. */
function itemName(rule: ListArgument, index: number): string {
  return [`${[rule.argument, ...rule.path].join('.')}[${index}]`, ...rule.each].join('.');
}
