import type { DocumentNode } from 'graphql';
import type { Owners } from './owner.ts';
import { ENTITIES, partitionRules } from './partition-rules.ts';
import type { PartitionRule, PartitionRules } from './partition-rules.ts';

/** The rules of a contract by root type and field, with a rule for every field. */
export type CompleteRules = Readonly<
  Record<'Query' | 'Mutation', ReadonlyMap<string, PartitionRule>>
>;

/**
 * The rules of a contract, where a field without `@partition` belongs to the sole owner that serves the contract.
 * Where no field has a rule, the contract is not partitioned: its owner then answers `_entities` with any id, as the
 * coalition does for the cards of every organisation.
 * @throws Error when a field has no rule, and the contract has no owner or several.
 * @example completeRules(parse('type Query { cards: [Card] }'), 'coalition', owners).Query.get('cards') // { kind: 'owner', … }
 */
export function completeRules(
  document: DocumentNode,
  contract: string,
  owners: Pick<Owners, 'of'>,
): CompleteRules {
  const rules = partitionRules(document);
  const [owner, ...others] = owners.of(contract);
  const sole =
    owner !== undefined && others.length === 0 ? ({ kind: 'owner', owner } as const) : null;
  const entities = sole && hasNoRule(rules) ? { ...ENTITIES, sole: sole.owner } : ENTITIES;
  const complete = (root: 'Query' | 'Mutation') =>
    new Map(
      [...rules[root]].map(([field, stated]) => {
        const rule = stated === ENTITIES ? entities : (stated ?? sole);
        if (rule) return [field, rule];
        throw new Error(
          `${root}.${field} of the contract "${contract}" has no @partition: expected one, as the contract has no sole owner.`,
        );
      }),
    );
  return { Query: complete('Query'), Mutation: complete('Mutation') };
}

/** Whether a contract has root fields, and states a rule for none of them. */
function hasNoRule({ Query, Mutation }: PartitionRules): boolean {
  const rules = [...Query.values(), ...Mutation.values()].filter((rule) => rule !== ENTITIES);
  return rules.length > 0 && rules.every((rule) => rule === undefined);
}
