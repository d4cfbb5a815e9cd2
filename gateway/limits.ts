/** Limits on what one request may ask, before anything is planned or fetched. */
import {
  type ASTVisitor,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';

/** More is no question that a person's screen needs: words, names and signs of a request. */
export const MOST_TOKENS = 1_000;

/** The deepest a field may stand. A list costs three of these: itself, `edges` and `node`. */
const DEEPEST = 12;

/** A rule of validation that refuses an operation whose fields stand too deep. Introspection is not counted. */
export function refuseDepth(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(operation) {
      const depth = depthOf(operation.selectionSet, context, new Set());
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

/** @param within the fragments that this is part of, so that one that holds itself ends */
function depthOf(
  { selections }: SelectionSetNode,
  context: ValidationContext,
  within: ReadonlySet<FragmentDefinitionNode>,
): number {
  const depths = selections.map((selection) => {
    if (selection.kind === Kind.FIELD) {
      if (selection.name.value.startsWith('__')) return 0;
      return 1 + (selection.selectionSet ? depthOf(selection.selectionSet, context, within) : 0);
    }
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return depthOf(selection.selectionSet, context, within);
    const fragment = context.getFragment(selection.name.value);
    if (!fragment || within.has(fragment)) return 0;
    return depthOf(fragment.selectionSet, context, new Set([...within, fragment]));
  });
  return Math.max(0, ...depths);
}
