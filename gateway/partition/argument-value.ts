import { valueFromASTUntyped } from 'graphql';
import type { ArgumentNode, FieldNode } from 'graphql';
import type { SelectedField } from './collect-fields.ts';
import type { Variables } from './operation.ts';
import type { OwningArgument } from './owning-argument.ts';

/**
 * The argument of a field by its name; undefined where the operation leaves it out.
 * @example argumentOf(fieldOf('{ node(id: "x") { id } }'), 'id')?.value.kind // 'StringValue'
 */
export function argumentOf(field: FieldNode, name: string): ArgumentNode | undefined {
  return field.arguments?.find((argument) => argument.name.value === name);
}

/**
 * The value of the argument that names the owner of a field, with variables filled in. The contract's default stands for
 * what is left out, and for null.
 * @example argumentValue(field, rule, { id: 'unite' }) // 'unite' for `organisation(id: $id)`
 */
export function argumentValue(
  field: SelectedField,
  rule: OwningArgument,
  variables: Variables,
): unknown {
  const node = argumentOf(field.nodes[0], rule.argument)?.value;
  const given: unknown = node && valueFromASTUntyped(node, variables);
  const isGiven = given !== null && given !== undefined;
  return isGiven || !rule.fallback ? given : valueFromASTUntyped(rule.fallback);
}
