/** A limit on how many rows one request may ask for: lists within lists multiply. */
import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  OperationTypeNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';

/** A page of 100 with a page of 100 in each row is just over half of it. */
const MOST_ROWS = 20_000;

/** How many rows a list gives that is not told how many. */
const PAGE_SIZE = 20;

type Variables = Readonly<Record<string, unknown>>;

/** A plugin that refuses an operation that could give more rows than that, before anything is asked. */
export const refuseRows = <C extends BaseContext>(): ApolloServerPlugin<C> => ({
  requestDidStart: async () => ({
    didResolveOperation: async ({ document, operation, request }) => {
      if (operation?.operation === OperationTypeNode.SUBSCRIPTION)
        throw new GraphQLError('There are no subscriptions here.', {
          extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
        });
      const rows = operation
        ? rowsOf(operation.selectionSet, document, request.variables ?? {})
        : 0;
      if (rows > MOST_ROWS)
        throw new GraphQLError(
          `This request could give ${rows} rows: expected at most ${MOST_ROWS}. Ask for fewer in each list, or for fewer lists within lists.`,
          { extensions: { code: 'BAD_USER_INPUT' } },
        );
    },
  }),
});

/** The most rows that a selection can give, for each time that it is answered. */
export function rowsOf(
  { selections }: SelectionSetNode,
  document: DocumentNode,
  variables: Variables,
): number {
  let rows = 0;
  for (const selection of selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const fragment = fragmentOf(selection.name.value, document);
      if (fragment) rows += rowsOf(fragment.selectionSet, document, variables);
    } else if (selection.selectionSet) {
      const within = rowsOf(selection.selectionSet, document, variables);
      const size = selection.kind === Kind.FIELD ? sizeOf(selection, document, variables) : null;
      rows += size === null ? within : size * (1 + within);
    }
  }
  return rows;
}

const fragmentOf = (name: string, { definitions }: DocumentNode) =>
  definitions.find(
    (definition): definition is FragmentDefinitionNode =>
      definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
  );

/** How many rows a list gives; null for what is no list. */
function sizeOf(field: FieldNode, document: DocumentNode, variables: Variables): number | null {
  const given = ['first', 'last', 'ids'].flatMap((name) => {
    const argument = field.arguments?.find((one) => one.name.value === name);
    const value: unknown = argument && valueFromASTUntyped(argument.value, variables);
    return Array.isArray(value) ? [value.length] : typeof value === 'number' ? [value] : [];
  });
  const [size] = given;
  if (size !== undefined) return Math.max(0, size);
  return field.selectionSet && hasEdges(field.selectionSet, document) ? PAGE_SIZE : null;
}

/** Whether a selection is of a connection. */
const hasEdges = ({ selections }: SelectionSetNode, document: DocumentNode): boolean =>
  selections.some((selection) => {
    if (selection.kind === Kind.FIELD) return selection.name.value === 'edges';
    const { selectionSet } =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection
        : (fragmentOf(selection.name.value, document) ?? {});
    return selectionSet ? hasEdges(selectionSet, document) : false;
  });
