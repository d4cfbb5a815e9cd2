import {
  type FieldNode,
  type GraphQLCompositeType,
  isCompositeType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded } from './conditions.ts';
import type { NameScope } from './name-scope.ts';
import type { OperationSelection } from './operation-selection.ts';
import { typeApplies } from './type-conditions.ts';

/** The fields selected on a type at one place of the answer, by their names in the plan. */
export interface SelectionGroup {
  readonly type: GraphQLCompositeType;
  /** The names of the object types that the fields are selected on: all that the type can be, or fewer. */
  readonly possible: ReadonlySet<string>;
  readonly fields: Map<string, [FieldNode, ...FieldNode[]]>;
}

/**
 * The selections at one place, in groups by the type that they are on. The first is the group of the place's own type.
 * A fragment is walked once for each group, however often it is spread.
 * @example groupSelections(selection, nodeType, scope, sets).map(({ type }) => type.name) // ['Node', 'Event']
 */
export function groupSelections(
  selection: OperationSelection,
  type: GraphQLCompositeType,
  scope: NameScope,
  selectionSets: readonly SelectionSetNode[],
): readonly SelectionGroup[] {
  const groups = new Map<string, Group>();
  const start = groupOf(type, namesOf(selection, type));

  /** Equal types may stand for fewer objects within another type condition, so these are part of the key. */
  function groupOf(groupType: GraphQLCompositeType, possible: readonly string[]): Group {
    const key = `${groupType.name} ${possible.join(' ')}`;
    const group = groups.get(key) ?? {
      type: groupType,
      possible: new Set(possible),
      fields: new Map(),
      visited: new Set(),
    };
    groups.set(key, group);
    return group;
  }

  function walk(group: Group, { selections }: SelectionSetNode): void {
    for (const node of selections) {
      if (!isIncluded(node, selection.variables)) continue;
      if (node.kind === Kind.FIELD) {
        if (!node.name.value.startsWith('__')) addField(group, node);
        continue;
      }
      const fragment =
        node.kind === Kind.INLINE_FRAGMENT ? node : selection.fragment(node.name.value);
      const inner = narrowed(group, fragment.typeCondition?.name.value);
      if (!inner || inner.visited.has(fragment.selectionSet)) continue;
      inner.visited.add(fragment.selectionSet);
      walk(inner, fragment.selectionSet);
    }
  }

  function addField(group: Group, node: FieldNode): void {
    const name = selection.nameOf(scope, group.type, node);
    const others = group.fields.get(name);
    if (others) others.push(node);
    else group.fields.set(name, [node]);
  }

  /** The group of those objects of a group that are of a type; undefined where there can be none. */
  function narrowed(group: Group, condition: string | undefined): Group | undefined {
    const { schema } = selection;
    if (condition === undefined || typeApplies(schema, condition, group.type.name)) return group;
    const to = schema.getType(condition);
    if (!isCompositeType(to)) return undefined;
    const possible = namesOf(selection, to).filter((name) => group.possible.has(name));
    const [only, ...others] = possible;
    if (only === undefined) return undefined;
    const concrete = others.length === 0 ? schema.getType(only) : to;
    return groupOf(isCompositeType(concrete) ? concrete : to, possible);
  }

  for (const selectionSet of selectionSets) walk(start, selectionSet);
  return [...groups.values()];
}

interface Group extends SelectionGroup {
  readonly visited: Set<SelectionSetNode>;
}

const namesOf = (selection: OperationSelection, type: GraphQLCompositeType): string[] =>
  selection.possibleTypes(type).map(({ name }) => name);
