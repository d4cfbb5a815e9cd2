/** A limit on how many rows one request may ask for. Lists within lists multiply. */
import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import {
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
  type VariableDefinitionNode,
  valueFromASTUntyped,
} from 'graphql';
import { PAGE_SIZE } from '../schema/limits.ts';
import { oncePerFragment } from './fragment-memo.ts';

/** A page of 100 with a page of 100 in each row is just over half of this. */
const MOST_ROWS = 20_000;

/** The fields of a connection that list the items of its page. */
const ITEMS: ReadonlySet<string> = new Set(['edges', 'nodes']);

type Variables = Readonly<Record<string, unknown>>;

/** A plugin that refuses an operation that could give too many rows, before any owner is asked. */
export const refuseRows = <C extends BaseContext>(): ApolloServerPlugin<C> => ({
  requestDidStart: async () => ({
    didResolveOperation: async ({ document, operation, request }) => {
      if (operation?.operation === OperationTypeNode.SUBSCRIPTION)
        throw new GraphQLError('There are no subscriptions here.', {
          extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
        });
      const rows = operation ? rowsOf(operation, document, request.variables ?? {}) : 0;
      if (rows > MOST_ROWS)
        throw new GraphQLError(
          `This request could give ${rows} rows: expected at most ${MOST_ROWS}. Ask for fewer in each list, or for fewer lists within lists.`,
          { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } },
        );
    },
  }),
});

/**
 * The most rows that an operation can give. A fragment that is spread several times counts each time.
 * @param given the variables as the client gave them
 */
export function rowsOf(
  { selectionSet, variableDefinitions = [] }: OperationDefinitionNode,
  document: DocumentNode,
  given: Variables,
): number {
  const variables = { ...defaultsOf(variableDefinitions), ...given };
  const rowsInFragment = oncePerFragment(document, 0, (selected) => rowsIn(selected));
  const fragmentHasItems = oncePerFragment(document, false, (selected) => hasItems(selected));

  function rowsIn({ selections }: SelectionSetNode): number {
    let rows = 0;
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) rows += rowsInFragment(selection.name.value);
      else if (selection.kind === Kind.INLINE_FRAGMENT) rows += rowsIn(selection.selectionSet);
      else if (selection.selectionSet) rows += rowsOfField(selection, selection.selectionSet);
    }
    return rows;
  }

  function rowsOfField(field: FieldNode, selected: SelectionSetNode): number {
    const rowsInEach = rowsIn(selected);
    const size = sizeGiven(field, variables) ?? (hasItems(selected) ? PAGE_SIZE : null);
    return size === null ? rowsInEach : size * (1 + rowsInEach);
  }

  /** Whether a selection is of a connection. */
  function hasItems({ selections }: SelectionSetNode): boolean {
    return selections.some((selection) => {
      if (selection.kind === Kind.FIELD) return ITEMS.has(selection.name.value);
      if (selection.kind === Kind.INLINE_FRAGMENT) return hasItems(selection.selectionSet);
      return fragmentHasItems(selection.name.value);
    });
  }

  return rowsIn(selectionSet);
}

const defaultsOf = (definitions: readonly VariableDefinitionNode[]): Variables =>
  Object.fromEntries(
    definitions.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    ),
  );

/** How many rows a field asks for; null where it does not say. */
function sizeGiven(field: FieldNode, variables: Variables): number | null {
  const given = ['first', 'last', 'ids'].flatMap((name) => {
    const argument = field.arguments?.find((one) => one.name.value === name);
    const value: unknown = argument && valueFromASTUntyped(argument.value, variables);
    return Array.isArray(value) ? [value.length] : typeof value === 'number' ? [value] : [];
  });
  const [size] = given;
  return size === undefined ? null : Math.max(0, size);
}
