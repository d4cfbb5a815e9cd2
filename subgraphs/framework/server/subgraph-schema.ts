/**
 * The executable schema of a contract, with what the Apollo Federation subgraph specification adds to each. Composition
 * has checked the contracts (`npm run check:schema`), so a start checks nothing again: with @apollo/subgraph that took a
 * third of it.
 */
import {
  buildASTSchema,
  type DocumentNode,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLScalarType,
  type GraphQLSchema,
  type GraphQLTypeResolver,
  isAbstractType,
  isObjectType,
  isScalarType,
  Kind,
  parse,
  print,
} from 'graphql';
import { merged } from '../../../schema/assembly/definitions.ts';

/** Resolvers of one type: by field, beside `__resolveReference` and `__resolveType`; or a scalar as it is read and written. */
type Given = Readonly<Record<string, unknown>>;

/** Finds the row that a representation stands for. */
type Find = (representation: object, context: unknown, info: GraphQLResolveInfo) => unknown;

/**
 * The schema of a contract with its resolvers, which may be of any type that the contract has.
 * @example subgraphSchema(contractDocument('party'), { Query: { policyReviews: … }, PolicyReview: { __resolveReference: … } })
 */
export function subgraphSchema(contract: DocumentNode, resolvers: object): GraphQLSchema {
  const schema = buildASTSchema(withFederation(contract), { assumeValid: true });
  const given = resolvers as Readonly<Record<string, Given>>;
  for (const [name, ofType] of Object.entries(given)) attach(schema, name, ofType);
  attach(schema, '_Entity', { __resolveType: typenameOf });
  attach(schema, 'Query', {
    _service: () => ({ sdl: () => print(contract) }),
    _entities: entitiesBy((typename) => given[typename]?.['__resolveReference'] as Find),
  });
  return schema;
}

/** Of the directives, those that the contracts import. Guards are read by these definitions. */
const FEDERATION = `
  scalar federation__FieldSet
  scalar federation__Policy
  scalar federation__Scope
  scalar link__Import
  enum link__Purpose { EXECUTION SECURITY }
  directive @link(url: String!, as: String, for: link__Purpose, import: [link__Import]) repeatable on SCHEMA
  directive @key(fields: federation__FieldSet!, resolvable: Boolean = true) repeatable on OBJECT | INTERFACE
  directive @shareable repeatable on OBJECT | FIELD_DEFINITION
  directive @authenticated on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM
  directive @requiresScopes(scopes: [[federation__Scope!]!]!) on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM
  directive @policy(policies: [[federation__Policy!]!]!) on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM
  scalar _Any
  type _Service { sdl: String }
  extend type Query { _entities(representations: [_Any!]!): [_Entity]! _service: _Service! }
`;

function withFederation({ definitions, ...document }: DocumentNode): DocumentNode {
  const entities = definitions.flatMap((one) =>
    one.kind === Kind.OBJECT_TYPE_DEFINITION &&
    one.directives?.some(({ name }) => name.value === 'key')
      ? [one.name.value]
      : [],
  );
  const union = entities.length > 0 ? ` = ${entities.join(' | ')}` : '';
  const added = parse(`${FEDERATION} union _Entity${union}`);
  return { ...document, definitions: merged([...definitions, ...added.definitions]) };
}

/** Gives a type its resolvers, in place. */
function attach(schema: GraphQLSchema, name: string, given: Given): void {
  const type = schema.getType(name);
  if (isScalarType(type)) {
    const { serialize, parseValue, parseLiteral } = given as unknown as GraphQLScalarType;
    Object.assign(type, { serialize, parseValue, parseLiteral });
  } else if (isAbstractType(type)) {
    type.resolveType = given['__resolveType'] as GraphQLTypeResolver<unknown, unknown>;
  } else if (isObjectType(type)) {
    for (const field of Object.values(type.getFields()))
      if (Object.hasOwn(given, field.name))
        field.resolve = given[field.name] as GraphQLFieldResolver<unknown, unknown>;
  }
}

const typenameOf = ({ __typename }: { __typename: string }): string => __typename;

interface Representations {
  representations: readonly { __typename: string }[];
}

/** `_entities`: what representations stand for, in their order; of a type without a `__resolveReference`, themselves. */
const entitiesBy =
  (findOf: (typename: string) => Find | undefined) =>
  (
    _root: unknown,
    { representations }: Representations,
    context: unknown,
    info: GraphQLResolveInfo,
  ) =>
    representations.map(async (representation) => {
      const { __typename } = representation;
      if (!isObjectType(info.schema.getType(__typename)))
        throw new Error(`Expected the type of an entity, but got "${__typename}".`);
      const find = findOf(__typename);
      const row = find ? await find(representation, context, info) : representation;
      return row === null || typeof row !== 'object' ? row : named(row, __typename);
    });

/** A row that says of which type it is, to who asks for that alone. */
const named = (row: object, __typename: string): object =>
  '__typename' in row
    ? { ...row, __typename }
    : Object.defineProperty(row, '__typename', { value: __typename });
