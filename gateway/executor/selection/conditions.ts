import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  type InlineFragmentNode,
  Kind,
  type FragmentSpreadNode,
  visit,
} from 'graphql';

/** The values of an operation's variables, by name. */
export type Variables = Readonly<Record<string, unknown>>;

/**
 * The names of the variables that `@skip` and `@include` of a document read, in alphabetical order.
 * @example conditionVariables(parse('query ($a: Boolean!) { id @skip(if: $a) }')) // ['a']
 */
export function conditionVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive(directive) {
      if (isCondition(directive))
        for (const { value } of directive.arguments ?? [])
          if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names].toSorted();
}

/**
 * Whether a selection is included, by its `@skip` and `@include`.
 * @param variables the coerced variables
 * @example isIncluded(fieldOf('{ id @skip(if: $a) }'), { a: true }) // false
 */
export function isIncluded(
  node: FieldNode | FragmentSpreadNode | InlineFragmentNode,
  variables: Variables,
): boolean {
  if (!node.directives?.length) return true;
  if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] !== false;
}

const isCondition = ({ name }: DirectiveNode): boolean =>
  name.value === 'skip' || name.value === 'include';
