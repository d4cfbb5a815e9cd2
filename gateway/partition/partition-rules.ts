import { Kind, parseType } from 'graphql';
import type { DocumentNode, FieldDefinitionNode } from 'graphql';
import { isList, owningArgument } from './owning-argument.ts';
import type { OwningArgument } from './owning-argument.ts';

/** How the owner of a root field is found: in an argument, by the caller's home, or it is always the same one. */
export type PartitionRule =
  | OwningArgument
  | { readonly kind: 'caller' }
  | { readonly kind: 'owner'; readonly owner: string };

/** The rules of a contract by root type and field; undefined where the contract states none. */
export type PartitionRules = Readonly<
  Record<'Query' | 'Mutation', ReadonlyMap<string, PartitionRule | undefined>>
>;

/**
 * The rule of `_entities`, which the Apollo Federation subgraph specification adds to every subgraph: a list that is
 * split by the id of each representation.
 */
export const ENTITIES: OwningArgument = {
  kind: 'argument',
  by: 'representations',
  argument: 'representations',
  type: parseType('[_Any!]!'),
  fallback: undefined,
  path: [],
  each: ['id'],
  lenient: true,
};

/**
 * Reads the rule of each root field from a contract that uses
 * `directive @partition(by: String!, most: Int) on FIELD_DEFINITION`.
 * @throws Error when `by` leads to no id among the field's arguments, or to a list that cannot be split.
 * @example partitionRules(parse('type Query { node(id: ID!): Node @partition(by: "id") }')).Query.get('node')
 */
export function partitionRules(document: DocumentNode): PartitionRules {
  const rulesOf = (root: string) =>
    fieldsOf(document, root).map(
      (field) => [field.name.value, ruleOf(document, root, field)] as const,
    );
  return {
    Query: new Map([...rulesOf('Query'), ['_entities', ENTITIES]]),
    Mutation: new Map(rulesOf('Mutation')),
  };
}

function fieldsOf(document: DocumentNode, root: string): FieldDefinitionNode[] {
  return document.definitions.flatMap((definition) =>
    (definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
      definition.kind === Kind.OBJECT_TYPE_EXTENSION) &&
    definition.name.value === root
      ? (definition.fields ?? [])
      : [],
  );
}

function ruleOf(
  document: DocumentNode,
  root: string,
  field: FieldDefinitionNode,
): PartitionRule | undefined {
  const { by, most } = partitionOf(field);
  if (by === undefined) return undefined;
  if (by === 'caller.home') return { kind: 'caller' };
  const coordinate = `${root}.${field.name.value}`;
  const rule = owningArgument(document, coordinate, field.arguments ?? [], by);
  if (rule.each) mustBeSplittable(coordinate, field, by);
  return most === undefined ? rule : { ...rule, most };
}

/** The arguments of a field's `@partition`. */
function partitionOf(field: FieldDefinitionNode): { by?: string; most?: number } {
  const directive = field.directives?.find(({ name }) => name.value === 'partition');
  const given = (argument: string) =>
    directive?.arguments?.find(({ name }) => name.value === argument)?.value;
  const [by, most] = [given('by'), given('most')];
  return {
    ...(by?.kind === Kind.STRING && { by: by.value }),
    ...(most?.kind === Kind.INT && { most: Number(most.value) }),
  };
}

function mustBeSplittable(coordinate: string, field: FieldDefinitionNode, by: string): void {
  if (coordinate.startsWith('Mutation.'))
    throw new Error(
      `${coordinate} is partitioned by the list "${by}": expected one id, since a mutation has one owner.`,
    );
  if (!isList(field.type))
    throw new Error(`${coordinate} is partitioned by the list "${by}": expected it to be a list.`);
}
