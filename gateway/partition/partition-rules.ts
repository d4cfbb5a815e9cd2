import { Kind, parseType } from 'graphql';
import type { DocumentNode, FieldDefinitionNode } from 'graphql';
import { isList, owningArgument } from './owning-argument.ts';
import type { OwningArgument } from './owning-argument.ts';
import type { Owners } from './owner.ts';

/** Whose a root field is. */
export type PartitionRule =
  OwningArgument | { readonly kind: 'caller' } | { readonly kind: 'owner'; readonly owner: string };

/** The rules of a contract by root type and field; undefined where the contract states none. */
export type PartitionRules = Readonly<
  Record<'Query' | 'Mutation', ReadonlyMap<string, PartitionRule | undefined>>
>;

/** The same with every field's owner known. */
export type CompleteRules = Readonly<
  Record<'Query' | 'Mutation', ReadonlyMap<string, PartitionRule>>
>;

// The entity resolver that the Apollo Federation subgraph specification adds to every subgraph.
// `_entities` is a list split by the id of each item, like any other.
const ENTITIES: OwningArgument = {
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
 * Reads whose each root field of a contract is, from
 * `directive @partition(by: String!, most: Int) on FIELD_DEFINITION`.
 * @throws Error when a `by` leads to no id among the field's arguments, or a list is split that cannot be.
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

/**
 * The rules of a contract, where a field without one belongs to whom alone serves the contract. Where no field
 * has one, that owner answers for entities with any id: the coalition's cards are of all organisations.
 * @throws Error when there is no such field's owner, or more than one.
 */
export function rulesWithSoleOwner(
  document: DocumentNode,
  contract: string,
  owners: Pick<Owners, 'of'>,
): CompleteRules {
  const rules = partitionRules(document);
  const [owner, ...others] = owners.of(contract);
  const sole =
    owner !== undefined && others.length === 0 ? ({ kind: 'owner', owner } as const) : null;
  const whole = sole && isWhole(rules) ? { ...ENTITIES, sole: sole.owner } : ENTITIES;
  const complete = (root: 'Query' | 'Mutation') =>
    new Map(
      [...rules[root]].map(([field, stated]) => {
        const rule = stated === ENTITIES ? whole : (stated ?? sole);
        if (rule) return [field, rule];
        throw new Error(
          `${root}.${field} of the contract "${contract}" says by no @partition whose it is.`,
        );
      }),
    );
  return { Query: complete('Query'), Mutation: complete('Mutation') };
}

/** Whether a contract has root fields and states no rule for any: it is no partition, then. */
function isWhole({ Query, Mutation }: PartitionRules): boolean {
  const rules = [...Query.values(), ...Mutation.values()].filter((rule) => rule !== ENTITIES);
  return rules.length > 0 && rules.every((rule) => rule === undefined);
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
