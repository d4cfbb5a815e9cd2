/** Of which types not every value is for everyone, and how that is decided for one. */
import {
  defaultTypeResolver,
  getNamedType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isAbstractType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { isNodeOfEdge } from '../../../schema/assembly/pages.ts';
import { readField } from '../field-resolvers.ts';
import type { Asking } from '../request.ts';
import type { Decision } from '../row-rules.ts';
import { type Access, meets } from './access.ts';

/** Whether a value may be seen by whoever asks. */
export type MaySee<C> = (value: unknown, context: C, info: GraphQLResolveInfo) => Decision;

/**
 * Guarded types, interfaces and unions that hold one, and types that cannot be without a field that is one: an edge is
 * there where its node is.
 */
export function sightsOf<C extends Asking>(
  schema: GraphQLSchema,
  access: Access<C>,
): ReadonlyMap<GraphQLNamedType, MaySee<C>> {
  const types = Object.values(schema.getTypeMap());
  const isGuarded = ({ name }: GraphQLNamedType): boolean => access.guards.has(name);
  const sights = new Map<GraphQLNamedType, MaySee<C>>();
  for (const type of types) {
    if (isGuarded(type)) sights.set(type, sightOf(type.name, access));
    if (!isAbstractType(type) || !schema.getPossibleTypes(type).some(isGuarded)) continue;
    sights.set(type, async (value, context, info) => {
      const resolveType = type.resolveType ?? defaultTypeResolver;
      const name = await resolveType(value, context, info, type);
      return sightOf(name ?? '', access)(value, context, info);
    });
  }
  for (const type of types.filter(isObjectType))
    for (const field of Object.values<GraphQLField<unknown, C>>(type.getFields())) {
      const ofNode = sights.get(getNamedType(field.type));
      if (ofNode && isNeeded(schema, type, field)) sights.set(type, through(field, ofNode));
    }
  return sights;
}

const sightOf =
  <C extends Asking>(name: string, access: Access<C>): MaySee<C> =>
  (value, context) =>
    meets(access, access.guards.get(name), value, context);

/** What may be seen where one field of it may. An edge without a node says nothing of any. */
function through<C>(field: GraphQLField<unknown, C>, ofNode: MaySee<C>): MaySee<C> {
  return async (edge, context, info) => {
    const node = await readField(field, edge, context, info);
    return node == null || ofNode(node, context, info);
  };
}

/**
 * Whether a value of the type is there only for whoever may see this field: it cannot be without it, or it is an edge
 * and this its node. The node may be null, but only where it cannot be answered: who may not see it gets no edge.
 */
export const isNeeded = <C>(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  field: GraphQLField<unknown, C>,
): boolean =>
  isNodeOfEdge(type.name, field.name) ||
  (isNonNullType(field.type) &&
    !isListType(field.type.ofType) &&
    type !== schema.getQueryType() &&
    type !== schema.getMutationType());
