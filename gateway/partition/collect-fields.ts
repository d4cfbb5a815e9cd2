import { GraphQLIncludeDirective, GraphQLSkipDirective, Kind, getDirectiveValues } from 'graphql';
import type {
  FieldNode,
  FragmentDefinitionNode,
  InlineFragmentNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import type { Operation, Variables } from './operation.ts';

/** The selections of one response key: several nodes where the same field is written several times. */
export interface SelectedField {
  readonly key: string;
  readonly name: string;
  readonly nodes: readonly [FieldNode, ...FieldNode[]];
}

/**
 * The fields that a selection set asks for with these variables, by response key, in the order written:
 * CollectFields of the GraphQL specification (October 2021, 6.3.2).
 * @param applies whether a fragment with this type condition applies; all of them when left out
 * @example
 * const operation = readOperation('{ a: viewer { name } ... { b: __typename } }');
 * collectFields(operation, operation.definition.selectionSet, {}); // keys: 'a', 'b'
 */
export function collectFields(
  operation: Operation,
  selectionSet: SelectionSetNode | undefined,
  variables: Variables,
  applies: (condition: string) => boolean = () => true,
): ReadonlyMap<string, SelectedField> {
  const fields = new Map<string, SelectedField>();
  const visited = new Set<object>();
  const collect = (selections: readonly SelectionNode[]): void => {
    for (const selection of selections) {
      if (!isIncluded(selection, variables)) continue;
      if (selection.kind === Kind.FIELD) addField(fields, selection);
      else {
        const fragment = fragmentOf(operation, selection);
        const condition = fragment?.typeCondition?.name.value;
        if (!fragment || visited.has(fragment)) continue;
        if (condition !== undefined && !applies(condition)) continue;
        visited.add(fragment);
        collect(fragment.selectionSet.selections);
      }
    }
  };
  collect(selectionSet?.selections ?? []);
  return fields;
}

/**
 * The fragment of a spread, or the inline fragment itself; undefined where the document does not define it.
 * @example fragmentOf(operation, spread)?.typeCondition?.name.value // 'PolicyIdea'
 */
export function fragmentOf(
  { fragments }: Operation,
  selection: Exclude<SelectionNode, FieldNode>,
): InlineFragmentNode | FragmentDefinitionNode | undefined {
  return selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
}

/**
 * The name of a field in the answer: its alias, or its own name.
 * @example responseKey(fieldOf('{ a: viewer { name } }')) // 'a'
 */
export function responseKey(field: FieldNode): string {
  return field.alias?.value ?? field.name.value;
}

function addField(fields: Map<string, SelectedField>, node: FieldNode): void {
  const key = responseKey(node);
  const nodes = fields.get(key)?.nodes;
  fields.set(key, { key, name: node.name.value, nodes: nodes ? [...nodes, node] : [node] });
}

function isIncluded(selection: SelectionNode, variables: Variables): boolean {
  if (!selection.directives?.length) return true;
  const skip = getDirectiveValues(GraphQLSkipDirective, selection, variables);
  const include = getDirectiveValues(GraphQLIncludeDirective, selection, variables);
  return skip?.['if'] !== true && include?.['if'] !== false;
}
