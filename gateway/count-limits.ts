/** Limits on how many there are of something in an operation and the fragments that it spreads, each counted as it is written. */
import {
  type ASTNode,
  type ASTVisitor,
  type FieldNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
  visit,
} from 'graphql';

const MOST_ALIASES = 30;
const MOST_DIRECTIVES = 50;

/** Each is another question to owners, side by side. */
const MOST_ROOT_FIELDS = 20;

/** The schema is long: one time `__schema`, and a type or two. */
const MOST_INTROSPECTION = 3;

/** How many there are of something. */
type Count = (operation: OperationDefinitionNode, context: ValidationContext) => number;

/** A validation rule that refuses an operation with more than so many. @param what in the plural */
const refuseMore =
  (most: number, what: string, count: Count): ValidationRule =>
  (context): ASTVisitor => ({
    OperationDefinition(operation) {
      const found = count(operation, context);
      if (found > most)
        context.reportError(
          new GraphQLError(
            `This request has ${found} ${what}: expected at most ${most}. Ask for less at once.`,
            { nodes: operation },
          ),
        );
      return false;
    },
  });

/** Counts the nodes of a kind. */
const nodes =
  (kind: Kind.FIELD | Kind.DIRECTIVE, counts: (node: ASTNode) => boolean): Count =>
  (operation, context) => {
    let count = 0;
    const enter = (node: ASTNode) => void (count += counts(node) ? 1 : 0);
    for (const part of [operation, ...context.getRecursivelyReferencedFragments(operation)])
      visit(part, { [kind]: enter });
    return count;
  };

/** How many fields the answer has at its root: equal response names are one. */
const rootFields =
  (counts: (field: FieldNode) => boolean): Count =>
  ({ selectionSet }, context) => {
    const names = new Set<string>();
    const walked = new Set<string>();
    const walk = ({ selections }: SelectionSetNode): void => {
      for (const selection of selections)
        if (selection.kind === Kind.FIELD) {
          if (counts(selection)) names.add((selection.alias ?? selection.name).value);
        } else if (selection.kind === Kind.INLINE_FRAGMENT) walk(selection.selectionSet);
        else if (!walked.has(selection.name.value)) {
          walked.add(selection.name.value);
          const fragment = context.getFragment(selection.name.value);
          if (fragment) walk(fragment.selectionSet);
        }
    };
    walk(selectionSet);
    return names.size;
  };

/** The validation rules. */
export const refuseTooMany: readonly ValidationRule[] = [
  refuseMore(
    MOST_ALIASES,
    'aliases',
    nodes(Kind.FIELD, (node) => 'alias' in node && node.alias !== undefined),
  ),
  refuseMore(
    MOST_DIRECTIVES,
    'directives',
    nodes(Kind.DIRECTIVE, () => true),
  ),
  refuseMore(
    MOST_ROOT_FIELDS,
    'fields at its root',
    rootFields(() => true),
  ),
  refuseMore(
    MOST_INTROSPECTION,
    'fields for introspection',
    rootFields(({ name }) => /^__(schema|type)$/.test(name.value)),
  ),
];
