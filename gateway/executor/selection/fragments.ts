import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  separateOperations,
} from 'graphql';

/**
 * The fragments of a document, by name.
 * @example fragmentsOf(parse('{ ...F } fragment F on Query { id }')).get('F')
 */
export const fragmentsOf = ({
  definitions,
}: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> =>
  new Map(
    definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );

/**
 * The document of one operation alone: the operation, and the fragments that it reaches.
 * @example ownDocument(parse('query A { ...F } query B { id } fragment F on Query { id }'), a).definitions.length // 2
 */
export const ownDocument = (
  document: DocumentNode,
  { name }: OperationDefinitionNode,
): DocumentNode => separateOperations(document)[name?.value ?? ''] ?? document;
