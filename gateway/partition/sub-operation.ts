import { Kind, print, separateOperations, visit } from 'graphql';
import type {
  DefinitionNode,
  FieldNode,
  OperationDefinitionNode,
  SelectionNode,
  VariableDefinitionNode,
} from 'graphql';
import { fragmentOf, responseKey } from './collect-fields.ts';
import { declaredVariables } from './operation.ts';
import type { Operation } from './operation.ts';
import {
  addedDefinitions,
  exclusiveVariable,
  splitVariablesOf,
  withSplitVariable,
} from './split-variables.ts';
import type { SplitField, SplitVariables } from './split-variables.ts';

/** The part of an operation that is sent to one owner. It depends on no variable's value. */
export interface SubOperation {
  readonly text: string;
  /** The names of the variables that it declares. */
  readonly variables: ReadonlySet<string>;
  readonly splitVariables: SplitVariables;
}

/**
 * The operation with its text unchanged. This is possible where each split argument is a variable that is used nowhere
 * else, as in every `_entities` fetch; undefined where it is not.
 * @example unchangedOperation(operation, [entities])?.text === operation.text // true
 */
export function unchangedOperation(
  operation: Operation,
  splits: readonly SplitField[],
): SubOperation | undefined {
  const splitVariables = new Map<string, string>();
  for (const split of splits) {
    const variable = exclusiveVariable(operation, split);
    if (variable === undefined) return undefined;
    splitVariables.set(split.key, variable);
  }
  const variables = declaredVariables(operation.definition);
  return { text: operation.text, variables, splitVariables };
}

/**
 * The operation with only the root fields of these response keys, and the fragments and variables that they use.
 * The argument of a split field becomes a variable.
 * @example
 * const operation = readOperation('query ($x: ID!, $y: ID!) { a: node(id: $x) { id } b: node(id: $y) { id } }');
 * subOperation(operation, new Set(['a']), []).text; // query ($x: ID!) { a: node(id: $x) { id } }
 */
export function subOperation(
  operation: Operation,
  keys: ReadonlySet<string>,
  splits: readonly SplitField[],
): SubOperation {
  const splitVariables = splitVariablesOf(operation, splits);
  const kept = keepFields(operation, operation.definition.selectionSet.selections, keys, (field) =>
    withSplitVariable(field, splits, splitVariables),
  );
  const pruned = { ...operation.definition, selectionSet: selectionSet(kept) };
  const reachable = withReachableFragments(pruned, operation);
  const definition = withVariables(
    pruned,
    usedVariables(reachable),
    addedDefinitions(operation, splits, splitVariables),
  );
  const fragments = reachable.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  return {
    text: print({ kind: Kind.DOCUMENT, definitions: [definition, ...fragments] }),
    variables: declaredVariables(definition),
    splitVariables,
  };
}

const selectionSet = (selections: SelectionNode[]) =>
  ({ kind: Kind.SELECTION_SET, selections }) as const;

/** Keeps the root fields of these keys. A fragment spread at the root becomes inline, so that fields can be cut out. */
function keepFields(
  operation: Operation,
  selections: readonly SelectionNode[],
  keys: ReadonlySet<string>,
  rewrite: (field: FieldNode) => FieldNode,
): SelectionNode[] {
  return selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.FIELD)
      return keys.has(responseKey(selection)) ? [rewrite(selection)] : [];
    const fragment = fragmentOf(operation, selection);
    if (!fragment) return [];
    const inner = keepFields(operation, fragment.selectionSet.selections, keys, rewrite);
    if (inner.length === 0) return [];
    const { typeCondition } = fragment;
    return [
      {
        kind: Kind.INLINE_FRAGMENT,
        ...(typeCondition && { typeCondition }),
        directives: selection.directives ?? [],
        selectionSet: selectionSet(inner),
      },
    ];
  });
}

function withReachableFragments(
  definition: OperationDefinitionNode,
  { fragments }: Operation,
): readonly DefinitionNode[] {
  const document = {
    kind: Kind.DOCUMENT,
    definitions: [definition, ...fragments.values()],
  } as const;
  return separateOperations(document)[definition.name?.value ?? '']?.definitions ?? [];
}

function usedVariables(definitions: readonly DefinitionNode[]): ReadonlySet<string> {
  const used = new Set<string>();
  visit(
    { kind: Kind.DOCUMENT, definitions },
    { VariableDefinition: () => false, Variable: ({ name }) => void used.add(name.value) },
  );
  return used;
}

function withVariables(
  definition: OperationDefinitionNode,
  used: ReadonlySet<string>,
  added: readonly VariableDefinitionNode[],
): OperationDefinitionNode {
  const kept = definition.variableDefinitions?.filter((node) => used.has(node.variable.name.value));
  return { ...definition, variableDefinitions: [...(kept ?? []), ...added] };
}
