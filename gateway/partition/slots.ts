import { Kind } from 'graphql';
import type {
  ArgumentNode,
  FieldNode,
  OperationDefinitionNode,
  VariableDefinitionNode,
} from 'graphql';
import { responseKey } from './operation.ts';
import type { Operation, SelectedField } from './operation.ts';
import type { OwningArgument } from './owning-argument.ts';

/** A root field whose list is split: each owner gets the argument with its own items in it. */
export interface SplitField extends SelectedField {
  readonly rule: OwningArgument;
}

/** The variable that carries the argument of a split field, by response key. */
export type Slots = ReadonlyMap<string, string>;

/** The variable that each split field's argument is sent in: its own, or a new one. */
export function slotsOf(operation: Operation, splits: readonly SplitField[]): Slots {
  const taken = declaredVariables(operation.definition);
  const fresh = (name: string): string => (taken.has(name) ? fresh(`${name}_`) : name);
  return new Map(
    splits.map((split) => [
      split.key,
      loneVariable(operation, split) ?? fresh(`partition_${split.key}`),
    ]),
  );
}

/** The field with its split argument taken from its slot. */
export function withSlot(field: FieldNode, splits: readonly SplitField[], slots: Slots): FieldNode {
  const key = responseKey(field);
  const rule = splits.find((split) => split.key === key)?.rule;
  const slot = slots.get(key);
  if (!rule || slot === undefined) return field;
  const value = { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: slot } } as const;
  const name = { kind: Kind.NAME, value: rule.argument } as const;
  const others = field.arguments?.filter((argument) => argument.name.value !== rule.argument) ?? [];
  return { ...field, arguments: [...others, { kind: Kind.ARGUMENT, name, value }] };
}

/** The argument's variable, where it is one and nothing else depends on it. */
export function loneVariable(
  operation: Operation,
  { nodes, rule }: SplitField,
): string | undefined {
  const value = argumentOf(nodes[0], rule.argument)?.value;
  if (value?.kind !== Kind.VARIABLE) return undefined;
  return operation.variableUses.get(value.name.value) === 1 ? value.name.value : undefined;
}

/** The argument of a field by its name, where it is written. */
export function argumentOf(field: FieldNode, name: string): ArgumentNode | undefined {
  return field.arguments?.find((argument) => argument.name.value === name);
}

/** The declarations of the slots that the operation does not declare itself. */
export function newSlots(
  { definition }: Operation,
  splits: readonly SplitField[],
  slots: Slots,
): VariableDefinitionNode[] {
  const declared = declaredVariables(definition);
  return splits.flatMap(({ key, rule }) => {
    const value = slots.get(key);
    if (value === undefined || declared.has(value)) return [];
    const variable = { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value } } as const;
    return [{ kind: Kind.VARIABLE_DEFINITION, variable, type: rule.type }];
  });
}

/** The names of the variables that an operation declares. */
export function declaredVariables({
  variableDefinitions,
}: OperationDefinitionNode): ReadonlySet<string> {
  return new Set(variableDefinitions?.map(({ variable }) => variable.name.value));
}
