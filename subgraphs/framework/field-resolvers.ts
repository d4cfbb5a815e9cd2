/** How a field is resolved, also one without a resolver of its own. */
import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
} from 'graphql';

export const resolverOf = <C>(
  field: GraphQLField<unknown, C>,
): GraphQLFieldResolver<unknown, C, Record<string, unknown>> =>
  field.resolve ?? defaultFieldResolver;

/**
 * Reads a field of a value while another field is resolved. GraphQL's default resolver would read the field that `info`
 * is of.
 * @example edges.map((edge) => readField(node, edge, context, info)) // in the resolver of `nodes`
 */
export const readField = <C>(
  { name, resolve }: GraphQLField<unknown, C>,
  value: unknown,
  context: C,
  info: GraphQLResolveInfo,
): unknown =>
  resolve ? resolve(value, {}, context, info) : (value as Readonly<Record<string, unknown>>)[name];
