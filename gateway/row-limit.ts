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

/**
 * The most rows that a selection can give, for each time that it is answered. Each fragment is walked once, however
 * often it is spread.
 */
export function rowsOf(
  selectionSet: SelectionSetNode,
  document: DocumentNode,
  variables: Variables,
): number {
  const fragments = fragmentsOf(document);
  const inFragment = oncePerFragment(fragments, 0, (set) => rowsIn(set));
  const edgesInFragment = oncePerFragment(fragments, false, (set) => hasEdges(set));

  function rowsIn({ selections }: SelectionSetNode): number {
    let rows = 0;
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) rows += inFragment(selection.name.value);
      else if (selection.kind === Kind.INLINE_FRAGMENT) rows += rowsIn(selection.selectionSet);
      else if (selection.selectionSet) rows += rowsOfField(selection, selection.selectionSet);
    }
    return rows;
  }

  function rowsOfField(field: FieldNode, selected: SelectionSetNode): number {
    const within = rowsIn(selected);
    const size = sizeGiven(field, variables) ?? (hasEdges(selected) ? PAGE_SIZE : null);
    return size === null ? within : size * (1 + within);
  }

  /** Whether a selection is of a connection. */
  function hasEdges({ selections }: SelectionSetNode): boolean {
    return selections.some((selection) => {
      if (selection.kind === Kind.FIELD) return selection.name.value === 'edges';
      if (selection.kind === Kind.INLINE_FRAGMENT) return hasEdges(selection.selectionSet);
      return edgesInFragment(selection.name.value);
    });
  }

  return rowsIn(selectionSet);
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

const fragmentsOf = ({ definitions }: DocumentNode): Fragments =>
  new Map(
    definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );

/**
 * What is worked out of a fragment, worked out once for each.
 * @param inItself what it is for a fragment that is not there, and within one that holds itself
 */
function oncePerFragment<Result>(
  fragments: Fragments,
  inItself: Result,
  workOut: (selectionSet: SelectionSetNode) => Result,
): (name: string) => Result {
  const results = new Map<string, Result>();
  return (name) => {
    const known = results.get(name);
    if (known !== undefined) return known;
    results.set(name, inItself);
    const fragment = fragments.get(name);
    const result = fragment ? workOut(fragment.selectionSet) : inItself;
    results.set(name, result);
    return result;
  };
}

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
