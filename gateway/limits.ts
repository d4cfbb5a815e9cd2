/** Limits on the size of one request. They are checked before anything is planned or fetched. */
import {
  type ASTVisitor,
  type DocumentNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';
import { oncePerFragment } from './fragment-memo.ts';

/** The most tokens (words, names and signs) of a request. No screen of an application needs more. */
export const MOST_TOKENS = 1_000;

/**
 * The most fields and fragments that an operation may have once every spread is replaced by its fragment. The planner
 * expands an operation in this way, so its work grows with this number and not with the length of the text.
 */
export const MOST_SELECTIONS = 1_000;

/** The deepest that a field may be nested. A list takes three levels: itself, `edges` and `node`. */
const DEEPEST = 12;

/** A validation rule that refuses an operation whose fields are nested too deep. Introspection does not count. */
export function refuseDepth(context: ValidationContext): ASTVisitor {
  const depthOf = depthIn(context.getDocument());
  return {
    OperationDefinition(operation) {
      const depth = depthOf(operation.selectionSet);
      if (depth > DEEPEST)
        context.reportError(
          new GraphQLError(
            `This request is ${depth} fields deep: expected at most ${DEEPEST}. Ask for less at once.`,
            { nodes: operation },
          ),
        );
    },
  };
}

/** Measures the depth of selections of one document. Another rule refuses a fragment that is within itself. */
function depthIn(document: DocumentNode): (selectionSet: SelectionSetNode) => number {
  const depthOfFragment = oncePerFragment(document, 0, (selectionSet) => depthOf(selectionSet));

  function depthOf({ selections }: SelectionSetNode): number {
    let deepest = 0;
    for (const selection of selections) deepest = Math.max(deepest, depthOfOne(selection));
    return deepest;
  }

  function depthOfOne(selection: SelectionSetNode['selections'][number]): number {
    if (selection.kind === Kind.INLINE_FRAGMENT) return depthOf(selection.selectionSet);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return depthOfFragment(selection.name.value);
    if (selection.name.value.startsWith('__')) return 0;
    return 1 + (selection.selectionSet ? depthOf(selection.selectionSet) : 0);
  }

  return depthOf;
}

/** A validation rule that refuses an operation with too many selections. */
export function refuseSelections(context: ValidationContext): ASTVisitor {
  const countOfFragment = oncePerFragment(context.getDocument(), 0, (selectionSet) =>
    countOf(selectionSet),
  );

  function countOf({ selections }: SelectionSetNode): number {
    let count = selections.length;
    for (const selection of selections)
      if (selection.kind === Kind.FRAGMENT_SPREAD) count += countOfFragment(selection.name.value);
      else if (selection.selectionSet) count += countOf(selection.selectionSet);
    return count;
  }

  return {
    OperationDefinition(operation) {
      const count = countOf(operation.selectionSet);
      if (count > MOST_SELECTIONS)
        context.reportError(
          new GraphQLError(
            `This request has ${count} fields and fragments once every spread is replaced: expected at most ${MOST_SELECTIONS}. Ask for less at once.`,
            { nodes: operation },
          ),
        );
    },
  };
}
