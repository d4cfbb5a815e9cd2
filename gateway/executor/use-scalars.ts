import { type GraphQLScalarType, type GraphQLSchema, isScalarType } from 'graphql';

/**
 * Gives the scalars of a schema their rules, in place.
 * @example useScalars(schema, [GraphQLDateTime])
 */
export function useScalars(schema: GraphQLSchema, scalars: readonly GraphQLScalarType[]): void {
  for (const { name, serialize, parseValue, parseLiteral } of scalars) {
    const type = schema.getType(name);
    if (isScalarType(type)) Object.assign(type, { serialize, parseValue, parseLiteral });
  }
}
