import { Kind, print, separateOperations, visit } from 'graphql';
import type {
  DefinitionNode,
  FieldNode,
  OperationDefinitionNode,
  SelectionNode,
  VariableDefinitionNode,
} from 'graphql';
import { fragmentOf, responseKey } from './operation.ts';
import type { Operation } from './operation.ts';
import { declaredVariables, loneVariable, newSlots, slotsOf, withSlot } from './slots.ts';
import type { Slots, SplitField } from './slots.ts';

/** The part of an operation that one owner is sent, whatever the variables' values. */
export interface SubOperation {
  readonly text: string;
  /** The variables to send of those that were given. */
  readonly variables: ReadonlySet<string>;
  readonly slots: Slots;
}

/**
 * The operation as it is, where its split arguments are variables already, each used nowhere else:
 * so it is with every `_entities` fetch. Otherwise undefined.
 */
export function wholeOperation(
  operation: Operation,
  splits: readonly SplitField[],
): SubOperation | undefined {
  const slots = new Map<string, string>();
  for (const split of splits) {
    const variable = loneVariable(operation, split);
    if (variable === undefined) return undefined;
    slots.set(split.key, variable);
  }
  return { text: operation.text, variables: declaredVariables(operation.definition), slots };
}

/**
 * The operation with only the root fields of these response keys, the fragments within reach of them
 * and the variables that they use. The argument of a split field becomes a variable of its own.
 */
export function subOperation(
  operation: Operation,
  keys: ReadonlySet<string>,
  splits: readonly SplitField[],
): SubOperation {
  const slots = slotsOf(operation, splits);
  const kept = keepFields(operation, operation.definition.selectionSet.selections, keys, (field) =>
    withSlot(field, splits, slots),
  );
  const pruned = { ...operation.definition, selectionSet: selectionSet(kept) };
  const reachable = withReachableFragments(pruned, operation);
  const definition = withVariables(
    pruned,
    usedVariables(reachable),
    newSlots(operation, splits, slots),
  );
  const fragments = reachable.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  return {
    text: print({ kind: Kind.DOCUMENT, definitions: [definition, ...fragments] }),
    variables: declaredVariables(definition),
    slots,
  };
}

const selectionSet = (selections: SelectionNode[]) =>
  ({ kind: Kind.SELECTION_SET, selections }) as const;

/** Keeps what is wanted of the root's selections; a fragment spread there becomes inline, so that it can be cut. */
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
