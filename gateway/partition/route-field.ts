import type { GraphQLFormattedError } from 'graphql';
import { ownerOf } from '../../schema/global-id.ts';
import { argumentValue } from './argument-value.ts';
import type { SelectedField } from './collect-fields.ts';
import type { RoutedField } from './field-target.ts';
import type { Operation, Variables } from './operation.ts';
import type { Owners } from './owner.ts';
import type { PartitionRule } from './partition-rules.ts';
import { malformedId, noCaller, notServing, unknownOwner } from './refusals.ts';
import { valueAt } from './response-path.ts';
import { splitList } from './split-list.ts';

/** What decides who owns a field, beside the field and its rule. */
export interface RoutingContext {
  readonly contract: string;
  readonly owners: Owners;
  readonly root: Operation['root'];
  readonly variables: Variables;
  /** The home organisation of the caller, or null where nobody is signed in. */
  readonly home: () => string | null;
}

/**
 * Finds the owners of a root field by its rule.
 * @returns a field with targets, or one without where no owner has to be asked
 * @example routeField(organisation, { kind: 'owner', owner: 'coalition' }, context).targets[0]?.owner // 'coalition'
 */
export function routeField(
  field: SelectedField,
  rule: PartitionRule,
  context: RoutingContext,
): RoutedField {
  if (rule.kind === 'owner') return routeTo(rule.owner, field, 'its sole owner', context);
  if (rule.kind === 'caller') return routeHome(field, context);
  const value = valueAt(argumentValue(field, rule, context.variables), rule.path);
  if (rule.each && value !== null && value !== undefined)
    return splitList(
      field,
      { ...rule, each: rule.each },
      Array.isArray(value) ? value : [value],
      context,
    );
  const owner = typeof value === 'string' ? ownerOf(value) : null;
  if (owner === null) return withoutTargets(field, [malformedId(rule.by, value, [field.key])]);
  return routeTo(owner, field, rule.by, context);
}

/**
 * A field that no owner is asked for.
 * @param value the field's value in the answer
 * @example withoutTargets(typename, [], 'Query') // answered here: { key: '__typename', initial: 'Query', … }
 */
export function withoutTargets(
  { key }: SelectedField,
  errors: readonly GraphQLFormattedError[] = [],
  value: unknown = null,
): RoutedField {
  return { key, initial: value, targets: [], errors };
}

function routeHome(field: SelectedField, context: RoutingContext): RoutedField {
  const home = context.home();
  if (home !== null) return routeTo(home, field, 'caller.home', context);
  return withoutTargets(field, context.root === 'Mutation' ? [noCaller([field.key])] : []);
}

/** Where the owner does not serve the contract, a query reads null, and a mutation is refused with the argument's name. */
function routeTo(
  owner: string,
  field: SelectedField,
  by: string,
  { owners, contract, root }: RoutingContext,
): RoutedField {
  const path = [field.key];
  if (owners.serves(owner, contract)) {
    const target = { owner, field, ownerPath: path, fetchPaths: [path] };
    return { ...withoutTargets(field), targets: [target] };
  }
  if (root === 'Query') return withoutTargets(field);
  const refusal = owners.has(owner)
    ? notServing(by, owner, contract, path)
    : unknownOwner(by, owner, path);
  return withoutTargets(field, [refusal]);
}
