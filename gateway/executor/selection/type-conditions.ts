import { type GraphQLSchema, isAbstractType } from 'graphql';

/**
 * Whether a type condition applies to objects of a type. Types that the API schema does not have are equal or not.
 * @example typeApplies(schema, 'Node', 'Event') // true
 */
export function typeApplies(schema: GraphQLSchema, condition: string, typename: string): boolean {
  if (condition === typename) return true;
  const type = schema.getType(typename);
  const abstract = schema.getType(condition);
  if (type === undefined || !isAbstractType(abstract) || !('getInterfaces' in type)) return false;
  return schema.isSubType(abstract, type);
}

/**
 * Whether a type condition applies to an object of an answer. An object without a typename is of the type that the plan
 * expects there.
 * @example conditionApplies(schema, 'Node', { __typename: 'Event' }) // true
 */
export function conditionApplies(
  schema: GraphQLSchema,
  condition: string | undefined,
  object: Readonly<Record<string, unknown>>,
): boolean {
  const typename = object['__typename'];
  return (
    condition === undefined ||
    typeof typename !== 'string' ||
    typeApplies(schema, condition, typename)
  );
}
