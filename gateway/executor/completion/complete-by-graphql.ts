import {
  type DocumentNode,
  executeSync,
  type FieldNode,
  type GraphQLError,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  getNullableType,
  isListType,
  isNonNullType,
} from 'graphql';
import type { AnswerObject } from '../plan/answer.ts';
import type { Failures } from '../plan/failures.ts';
import type { Variables } from '../selection/conditions.ts';
import type { NameScope } from '../selection/name-scope.ts';
import type { OperationSelection } from '../selection/operation-selection.ts';
import type { WeightOf } from './completing.ts';
import { GraphqlValues, type Holder, type Path } from './graphql-values.ts';

/** What graphql-js needs for the answer of one request. */
export interface GraphqlRequest {
  readonly selection: OperationSelection;
  /** The names of the root fields in the plan. */
  readonly scope: NameScope;
  readonly document: DocumentNode;
  /** The variables as the client gave them. */
  readonly variables: Variables;
}

/** The data of an answer, its errors, and what it weighs. */
export interface Completed {
  readonly data: Record<string, unknown> | null;
  readonly errors: readonly GraphQLError[];
  readonly cost: number;
}

/** A field that has a value, with the names within it. */
interface FieldPlace {
  readonly inner: NameScope;
  /** The place of its object, or of each object in its lists. */
  readonly innermost: Holder;
}

/**
 * Completes an answer by graphql-js itself: slower than a compiled writer, for operations that are seen for the first
 * time, and for those that take too much code. Its resolvers read what the subgraphs answered.
 * @example completeByGraphql(request, { title: 'x' }, failures, () => 0).data // { heading: 'x' }
 */
export function completeByGraphql(
  { selection, scope, document, variables }: GraphqlRequest,
  data: AnswerObject,
  failures: Failures,
  weightOf: WeightOf,
): Completed {
  const { schema, operation } = selection;
  const values = new GraphqlValues(schema, failures);
  let cost = 0;
  /** The path of a field is the very object that the paths within it have as their `prev`. */
  const places = new WeakMap<Path, FieldPlace>();
  const result = executeSync({
    schema,
    document,
    rootValue: data,
    variableValues: variables,
    operationName: operation.name?.value ?? null,
    typeResolver: typenameOf,
    fieldResolver: (source: AnswerObject, _arguments, _context, info: GraphQLResolveInfo) => {
      const { parentType, fieldName, path } = info;
      const object = fieldAbove(path, places);
      const outer = object?.inner ?? scope;
      const holder = object?.innermost ?? { field: parentType.name, nullable: true };
      const [node] = info.fieldNodes as readonly [FieldNode];
      const name = selection.nameOf(outer, parentType, node);
      const field = `${parentType.name}.${fieldName}`;
      const inner = outer.inner(name);
      const { returnType: type } = info;
      places.set(path, { inner, innermost: { field, nullable: !isNonNullType(innermost(type)) } });
      const site = { type, field, path, outer, inner, holder };
      const value = values.read(site, source, name);
      if (value !== null && value !== undefined)
        cost +=
          weightOf(parentType.name, selection.definitionOf(parentType, node)) *
          (Array.isArray(value) ? value.length : 1);
      return value;
    },
  });
  return { data: result.data ?? null, errors: values.errorsOf(result), cost };
}

const typenameOf = ({ __typename: typename }: { __typename: string }): string => typename;

/** The place of the field whose value has the field at a path; undefined at the root. */
function fieldAbove({ prev }: Path, places: WeakMap<Path, FieldPlace>): FieldPlace | undefined {
  let above = prev;
  while (typeof above?.key === 'number') above = above.prev;
  return above && places.get(above);
}

/** What a field's lists are of; the type itself where it is no list. */
function innermost(type: GraphQLOutputType): GraphQLOutputType {
  const nullable = getNullableType(type);
  return isListType(nullable) ? innermost(nullable.ofType) : type;
}
