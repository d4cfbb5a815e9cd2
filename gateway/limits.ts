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

/**
 * The most fields and fragments that an operation may have once each fragment stands where it is spread. The planner
 * takes it apart like this, so its work grows with this number and not with the length of the text.
 */
export const MOST_SELECTIONS = 1_000;

/** The deepest a field may stand. A list costs three of these: itself, `edges` and `node`. */
const DEEPEST = 12;

/** A rule of validation that refuses an operation whose fields stand too deep. Introspection is not counted. */
export function refuseDepth(context: ValidationContext): ASTVisitor {
  const depthOf = depthIn(context);
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

/** Measures selections of one document. Each fragment is walked once, however often it is spread. */
function depthIn(context: ValidationContext): (selectionSet: SelectionSetNode) => number {
  const depths = new Map<FragmentDefinitionNode, number>();

  const depthOf = ({ selections }: SelectionSetNode): number => {
    let deepest = 0;
    for (const selection of selections) deepest = Math.max(deepest, depthOfOne(selection));
    return deepest;
  };

  function depthOfOne(selection: SelectionSetNode['selections'][number]): number {
    if (selection.kind === Kind.INLINE_FRAGMENT) return depthOf(selection.selectionSet);
    if (selection.kind === Kind.FRAGMENT_SPREAD)
      return depthOfFragment(context.getFragment(selection.name.value));
    if (selection.name.value.startsWith('__')) return 0;
    return 1 + (selection.selectionSet ? depthOf(selection.selectionSet) : 0);
  }

  function depthOfFragment(fragment: FragmentDefinitionNode | null | undefined): number {
    if (!fragment) return 0;
    const known = depths.get(fragment);
    if (known !== undefined) return known;
    // A fragment that holds itself ends here; another rule refuses it.
    depths.set(fragment, 0);
    const depth = depthOf(fragment.selectionSet);
    depths.set(fragment, depth);
    return depth;
  }

  return depthOf;
}
