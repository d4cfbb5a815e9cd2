import { Kind } from 'graphql';
import type { FieldNode, VariableDefinitionNode } from 'graphql';
import { argumentOf } from './argument-value.ts';
import { responseKey } from './collect-fields.ts';
import type { SelectedField } from './collect-fields.ts';
import { declaredVariables } from './operation.ts';
import type { Operation } from './operation.ts';
import type { OwningArgument } from './owning-argument.ts';

/** A root field whose list is split: each owner is sent the argument with its own items in it. */
export interface SplitField extends SelectedField {
  readonly rule: OwningArgument;
}

/** The name of the variable that carries the argument of each split field, by response key. */
export type SplitVariables = ReadonlyMap<string, string>;

/**
 * Names a variable for the argument of each split field: the one that it is already, or a new one.
 * @example splitVariablesOf(operation, [nodes]) // Map { 'nodes' => 'partition_nodes' } for `nodes(ids: ["a", "b"])`
 */
export function splitVariablesOf(
  operation: Operation,
  splits: readonly SplitField[],
): SplitVariables {
  const taken = declaredVariables(operation.definition);
  const unused = (name: string): string => (taken.has(name) ? unused(`${name}_`) : name);
  return new Map(
    splits.map((split) => [
      split.key,
      exclusiveVariable(operation, split) ?? unused(`partition_${split.key}`),
    ]),
  );
}

/**
 * The field with its split argument replaced by the argument's variable. Any other field stays as it is.
 * @example withSplitVariable(field, [nodes], variables) // `nodes(ids: ["a", "b"])` becomes `nodes(ids: $partition_nodes)`
 */
export function withSplitVariable(
  field: FieldNode,
  splits: readonly SplitField[],
  variables: SplitVariables,
): FieldNode {
  const key = responseKey(field);
  const rule = splits.find((split) => split.key === key)?.rule;
  const variable = variables.get(key);
  if (!rule || variable === undefined) return field;
  const value = { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: variable } } as const;
  const name = { kind: Kind.NAME, value: rule.argument } as const;
  const others = field.arguments?.filter((argument) => argument.name.value !== rule.argument) ?? [];
  return { ...field, arguments: [...others, { kind: Kind.ARGUMENT, name, value }] };
}

/**
 * The variable that is the whole argument of a split field and is used nowhere else, so that its value can be
 * replaced; undefined where there is none.
 * @example exclusiveVariable(operation, nodes) // 'ids' for `query ($ids: [ID!]!) { nodes(ids: $ids) { id } }`
 */
export function exclusiveVariable(
  operation: Operation,
  { nodes, rule }: SplitField,
): string | undefined {
  const value = argumentOf(nodes[0], rule.argument)?.value;
  if (value?.kind !== Kind.VARIABLE) return undefined;
  return operation.variableUses.get(value.name.value) === 1 ? value.name.value : undefined;
}

/**
 * The declarations of the variables that the operation does not declare itself.
 * @example addedDefinitions(operation, [nodes], variables) // `$partition_nodes: [ID!]!`
 */
export function addedDefinitions(
  { definition }: Operation,
  splits: readonly SplitField[],
  variables: SplitVariables,
): VariableDefinitionNode[] {
  const declared = declaredVariables(definition);
  return splits.flatMap(({ key, rule }) => {
    const value = variables.get(key);
    if (value === undefined || declared.has(value)) return [];
    const variable = { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value } } as const;
    return [{ kind: Kind.VARIABLE_DEFINITION, variable, type: rule.type }];
  });
}
