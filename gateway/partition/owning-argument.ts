import { Kind } from 'graphql';
import type { DocumentNode, InputValueDefinitionNode, TypeNode, ValueNode } from 'graphql';

/** The argument of a root field that names the field's owner. */
export interface OwningArgument {
  readonly kind: 'argument';
  /** The path as the contract writes it, for errors: `input.organisation`. */
  readonly by: string;
  readonly argument: string;
  readonly type: TypeNode;
  /** The argument's default, for an operation that leaves it out. */
  readonly fallback: ValueNode | undefined;
  /** The path from the argument's value to an id, or to the list that the field is split by. */
  readonly path: readonly string[];
  /** The path from an item of that list to its id; undefined where `by` crosses no list. */
  readonly each: readonly string[] | undefined;
  /** How many items that list may have in all. An owner sees only its own items, so it cannot check this. */
  readonly most?: number;
  /** Whether an item without a well-formed id is null in the answer, in place of a refusal of the whole field. */
  readonly lenient: boolean;
  /** The sole owner of a contract that is not partitioned: it is asked for every item, whatever the item's id. */
  readonly sole?: string;
}

/**
 * Follows the path `by` through the arguments of a field and the fields of their input types.
 * @param coordinate the field, for errors: `Query.nodes`
 * @throws Error when the path leads to no argument, or ends at an object.
 * @example owningArgument(document, 'Query.nodes', field.arguments ?? [], 'ids') // { argument: 'ids', path: [], each: [], … }
 */
export function owningArgument(
  document: DocumentNode,
  coordinate: string,
  argumentsOfField: readonly InputValueDefinitionNode[],
  by: string,
): OwningArgument {
  const steps = by.split('.');
  let among = argumentsOfField;
  let first: InputValueDefinitionNode | undefined;
  let listAt: number | undefined;
  for (const [depth, step] of steps.entries()) {
    const value = among.find(({ name }) => name.value === step);
    if (!value) throw noSuchArgument(coordinate, by, `"${step}"`, among);
    first ??= value;
    if (isList(value.type)) listAt ??= depth;
    among = inputFieldsOf(document, value.type);
  }
  if (!first || among.length > 0) throw noSuchArgument(coordinate, by, 'no more', among);
  return {
    kind: 'argument',
    by,
    argument: first.name.value,
    type: first.type,
    fallback: first.defaultValue,
    path: steps.slice(1, listAt === undefined ? undefined : listAt + 1),
    each: listAt === undefined ? undefined : steps.slice(listAt + 1),
    lenient: false,
  };
}

function noSuchArgument(
  coordinate: string,
  by: string,
  got: string,
  among: readonly InputValueDefinitionNode[],
): Error {
  const names = among.map(({ name }) => `"${name.value}"`).join(' or ') || 'nothing';
  return new Error(
    `${coordinate} is partitioned by "${by}", which leads to no id: expected ${names}, but got ${got}.`,
  );
}

function inputFieldsOf(
  document: DocumentNode,
  type: TypeNode,
): readonly InputValueDefinitionNode[] {
  if (type.kind !== Kind.NAMED_TYPE) return inputFieldsOf(document, type.type);
  return document.definitions.flatMap((definition) =>
    (definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION ||
      definition.kind === Kind.INPUT_OBJECT_TYPE_EXTENSION) &&
    definition.name.value === type.name.value
      ? (definition.fields ?? [])
      : [],
  );
}

/**
 * Whether a type is a list, non-null or not.
 * @example isList(parseType('[ID!]!')) // true
 */
export function isList(type: TypeNode): boolean {
  return type.kind === Kind.NON_NULL_TYPE ? isList(type.type) : type.kind === Kind.LIST_TYPE;
}
