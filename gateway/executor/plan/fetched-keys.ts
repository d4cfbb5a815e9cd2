import {
  type FragmentDefinitionNode,
  getOperationAST,
  type GraphQLSchema,
  Kind,
  parse,
  type SelectionSetNode,
} from 'graphql';
import { fragmentsOf } from '../selection/fragments.ts';
import { typeApplies } from '../selection/type-conditions.ts';
import type { AnswerPath } from './answer.ts';

/** The keys that a fetch gives objects of a type. */
export type FetchedKeys = (typename: string) => readonly string[];

/**
 * Reads the keys that a fetch gives the objects that it is for: the root, or entities. They are needed where something
 * fails, so the operation is parsed then.
 * @param ofEntities whether the fetch is of `_entities`
 * @param renamePath renames keys as the output rewrites of the fetch do
 * @example
 * fetchedKeys(schema, '{ _entities(representations: $r) { ... on Event { venue } } }', true, (path) => path)('Event');
 * // ['venue']
 */
export function fetchedKeys(
  schema: GraphQLSchema,
  operation: string,
  ofEntities: boolean,
  renamePath: (path: AnswerPath) => AnswerPath,
): FetchedKeys {
  let fragments: ReadonlyMap<string, FragmentDefinitionNode> = new Map();
  let root: SelectionSetNode | undefined;
  const byType = new Map<string, readonly string[]>();
  return (typename) => {
    const cached = byType.get(typename);
    if (cached) return cached;
    if (!root) read();
    const keys = new Set<string>();
    if (root) collect(root, typename, ofEntities, keys);
    const all = renamePath([...keys]).map(String);
    byType.set(typename, all);
    return all;
  };

  function read(): void {
    const document = parse(operation, { noLocation: true });
    fragments = fragmentsOf(document);
    root = getOperationAST(document)?.selectionSet;
  }

  function collect(
    { selections }: SelectionSetNode,
    typename: string,
    atEntities: boolean,
    keys: Set<string>,
  ): void {
    for (const node of selections) {
      if (node.kind === Kind.FIELD) {
        if (atEntities && node.selectionSet) collect(node.selectionSet, typename, false, keys);
        else keys.add((node.alias ?? node.name).value);
        continue;
      }
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
      const condition = fragment?.typeCondition?.name.value;
      const applies = condition === undefined || typeApplies(schema, condition, typename);
      if (fragment && (applies || !schema.getType(typename)))
        collect(fragment.selectionSet, typename, atEntities, keys);
    }
  }
}
