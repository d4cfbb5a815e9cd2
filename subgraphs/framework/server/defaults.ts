/** Resolvers that follow from what a field is called, so that no type writes them. */
import {
  getNamedType,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
} from 'graphql';
import { isPage, NODE } from '../../../schema/assembly/pages.ts';
import { readField } from '../field-resolvers.ts';

/** Resolvers by the name of a field. */
export interface Defaults<C> {
  /** Of what is a `Node`. */
  nodes: Readonly<Record<string, GraphQLFieldResolver<never, C>>>;
  /** Of connections. */
  connections: Readonly<Record<string, GraphQLFieldResolver<never, C>>>;
}

/** The id of a row: rows of MongoDB have it as `_id`. */
export const idOfRow = (row: { _id?: string; id?: string }): string => row._id ?? row.id ?? '';

/** Gives fields without a resolver the one of their name, in place. */
export function fillIn<C>(schema: GraphQLSchema, { nodes, connections }: Defaults<C>): void {
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    const defaults = isNode(type)
      ? nodes
      : isPage(type.name)
        ? { nodes: nodesOf(type), ...connections }
        : {};
    for (const field of Object.values(type.getFields()))
      if (Object.hasOwn(defaults, field.name))
        field.resolve ??= defaults[field.name] as GraphQLFieldResolver<unknown, C>;
  }
}

const isNode = (type: GraphQLObjectType): boolean =>
  type.getInterfaces().some(({ name }) => name === 'Node');

/** The nodes of a page: what the `node` of each edge answers. */
function nodesOf(connection: GraphQLObjectType): GraphQLFieldResolver<never, unknown> {
  const edge = getNamedType(connection.getFields()['edges']?.type);
  const node = isObjectType(edge) ? edge.getFields()[NODE] : undefined;
  return ({ edges }: { edges: readonly object[] }, _args, context, info) =>
    node && edges.map((one) => readField(node, one, context, info));
}
