import {
  type FieldNode,
  getNamedType,
  type GraphQLCompositeType,
  isAbstractType,
  isCompositeType,
  type SelectionSetNode,
} from 'graphql';
import { NameScope } from './name-scope.ts';
import type { OperationSelection } from './operation-selection.ts';
import { groupSelections, type SelectionGroup } from './selection-group.ts';

/** An operation without the client's names, conditions, fragments and literals. */
export interface NormalisedOperation {
  /** The text to plan; null where the operation asks for nothing but `__typename` and introspection. */
  readonly text: string | null;
  /** The names of its root fields. */
  readonly scope: NameScope;
}

/**
 * Takes the client's names off an operation.
 * @example
 * normalise(selectionOf('{ heading: organisation(id: "unite") { label: name } }')).text;
 * // query($v0:ID!){_1_organisation:organisation(id:$v0){name}}
 */
export function normalise(selection: OperationSelection): NormalisedOperation {
  const { operation, inputs, root } = selection;
  const scope = new NameScope();
  const body = selectionText(selection, root, scope, [operation.selectionSet]);
  const isEmpty = body === NOTHING;
  return { text: isEmpty ? null : `${operation.operation}${inputs.head}${body}`, scope };
}

/** A selection has to have a field. */
const NOTHING = '{__typename}';

function selectionText(
  selection: OperationSelection,
  type: GraphQLCompositeType,
  scope: NameScope,
  selectionSets: readonly SelectionSetNode[],
): string {
  const [own, ...narrower] = groupSelections(selection, type, scope, selectionSets);
  const parts = own ? fieldTexts(selection, own, scope) : [];
  // The type of an object is asked for only where it is not clear from the schema.
  if (isAbstractType(type)) parts.unshift('__typename');
  for (const group of narrower) parts.push(...fragmentTexts(selection, group, scope));
  return parts.length > 0 ? `{${parts.join(' ')}}` : NOTHING;
}

function fragmentTexts(
  selection: OperationSelection,
  group: SelectionGroup,
  scope: NameScope,
): string[] {
  if (group.fields.size === 0) return [];
  const { type, possible } = group;
  const isWhole = selection.possibleTypes(type).length === possible.size;
  const body = fieldTexts(selection, group, scope).join(' ');
  return (isWhole ? [type.name] : [...possible]).map((name) => `...on ${name}{${body}}`);
}

const fieldTexts = (
  selection: OperationSelection,
  { type, fields }: SelectionGroup,
  scope: NameScope,
): string[] =>
  [...fields].map(([name, nodes]) => fieldText(selection, { type, name, nodes, scope }));

interface PlacedField {
  readonly type: GraphQLCompositeType;
  readonly name: string;
  readonly nodes: readonly [FieldNode, ...FieldNode[]];
  readonly scope: NameScope;
}

function fieldText(
  selection: OperationSelection,
  { type, name, nodes, scope }: PlacedField,
): string {
  const [node] = nodes;
  const definition = selection.definitionOf(type, node);
  const field = node.name.value;
  const head = (name === field ? '' : `${name}:`) + field;
  const named = getNamedType(definition.type);
  const text = head + selection.inputs.argumentsOf(node, definition.args);
  if (!isCompositeType(named)) return text;
  return text + selectionText(selection, named, scope.inner(name), selectionSetsOf(nodes));
}

/**
 * The selection sets of all nodes of one field.
 * @example selectionSetsOf([fieldOf('{ a { b } }'), fieldOf('{ a { c } }')]).length // 2
 */
export const selectionSetsOf = (nodes: readonly FieldNode[]): SelectionSetNode[] =>
  nodes.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : []));
