import { type FieldNode, type GraphQLObjectType, Kind, type SelectionSetNode } from 'graphql';
import { isIncluded } from './conditions.ts';
import { type OperationSelection, responseName } from './operation-selection.ts';
import { typeApplies } from './type-conditions.ts';

/**
 * The fields of an object type that selection sets ask for, by response name and in the order of the answer:
 * CollectFields of the GraphQL specification (6.3.2, October 2021).
 * @example [...collectFields(selection, ideaType, [selectionSet]).keys()] // ['id', 'heading']
 */
export function collectFields(
  selection: OperationSelection,
  type: GraphQLObjectType,
  selectionSets: readonly SelectionSetNode[],
): ReadonlyMap<string, readonly [FieldNode, ...FieldNode[]]> {
  const fields = new Map<string, [FieldNode, ...FieldNode[]]>();
  const visited = new Set<string>();

  function collect({ selections }: SelectionSetNode): void {
    for (const node of selections) {
      if (!isIncluded(node, selection.variables)) continue;
      if (node.kind === Kind.FIELD) {
        const response = responseName(node);
        const others = fields.get(response);
        if (others) others.push(node);
        else fields.set(response, [node]);
        continue;
      }
      if (node.kind === Kind.FRAGMENT_SPREAD) {
        if (visited.has(node.name.value)) continue;
        visited.add(node.name.value);
      }
      const fragment =
        node.kind === Kind.INLINE_FRAGMENT ? node : selection.fragment(node.name.value);
      const condition = fragment.typeCondition?.name.value;
      if (condition === undefined || typeApplies(selection.schema, condition, type.name))
        collect(fragment.selectionSet);
    }
  }

  selectionSets.forEach(collect);
  return fields;
}
