import { Kind } from 'graphql';
import type { DocumentNode } from 'graphql';

/** Whether a fragment on the type `condition` applies to an object of the type `typename`. */
export type Applies = (condition: string, typename: string) => boolean;

/**
 * Reads the members of each interface and union from a contract.
 * @example typeConditions(parse('union Thing = Idea | Event'))('Thing', 'Idea') // true
 */
export function typeConditions(document: DocumentNode): Applies {
  const members = new Map<string, Set<string>>();
  const add = (abstract: string, concrete: string) =>
    members.set(abstract, (members.get(abstract) ?? new Set()).add(concrete));
  for (const node of document.definitions) {
    if (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION)
      for (const { name } of node.interfaces ?? []) add(name.value, node.name.value);
    if (node.kind === Kind.UNION_TYPE_DEFINITION || node.kind === Kind.UNION_TYPE_EXTENSION)
      for (const { name } of node.types ?? []) add(node.name.value, name.value);
  }
  return (condition, typename) =>
    condition === typename || (members.get(condition)?.has(typename) ?? false);
}
