import {
  type GraphQLInputType,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';

/**
 * Whether a value has no variable in it.
 * @example isLiteral(parseValue('{ ids: ["a", "b"] }')) // true
 */
export function isLiteral(node: ValueNode): boolean {
  if (node.kind === Kind.VARIABLE) return false;
  if (node.kind === Kind.LIST) return node.values.every(isLiteral);
  if (node.kind === Kind.OBJECT) return node.fields.every(({ value }) => isLiteral(value));
  return true;
}

/**
 * A literal as the JSON value that a variable of its type would have. An id that is written as an integer stays a text,
 * as a number has too few digits for some.
 * @example literalValue(parseValue('90071992547409931'), GraphQLID) // '90071992547409931'
 */
export function literalValue(node: ValueNode, type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return literalValue(node, type.ofType);
  if (node.kind === Kind.NULL) return null;
  if (node.kind === Kind.LIST)
    return node.values.map((item) => literalValue(item, isListType(type) ? type.ofType : type));
  if (isListType(type)) return literalValue(node, type.ofType);
  if (node.kind === Kind.OBJECT && isInputObjectType(type)) {
    const fields = type.getFields();
    return Object.fromEntries(
      node.fields.map(({ name, value }) => [
        name.value,
        literalValue(value, fields[name.value]?.type ?? type),
      ]),
    );
  }
  if (node.kind === Kind.INT && type.name === 'ID') return node.value;
  return valueFromASTUntyped(node);
}
