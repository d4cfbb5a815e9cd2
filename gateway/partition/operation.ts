import {
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  OperationTypeNode,
  getDirectiveValues,
  getOperationAST,
  parse,
  valueFromASTUntyped,
  visit,
} from 'graphql';
import type {
  FieldNode,
  FragmentDefinitionNode,
  InlineFragmentNode,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';

export type Variables = Readonly<Record<string, unknown>>;

/** A fetch's operation, read once for each text. */
export interface Operation {
  readonly text: string;
  readonly root: 'Query' | 'Mutation';
  readonly definition: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** How often each variable is used, its declaration left out. */
  readonly variableUses: ReadonlyMap<string, number>;
}

/** One field of a selection by its response key; several nodes where it is written several times. */
export interface SelectedField {
  readonly key: string;
  readonly name: string;
  readonly nodes: readonly [FieldNode, ...FieldNode[]];
}

/** @throws Error when the text is no GraphQL or holds no such operation. */
export function readOperation(text: string, operationName?: string): Operation {
  const document = parse(text, { noLocation: true });
  const definition = getOperationAST(document, operationName);
  if (!definition) throw new Error('Expected a document with one operation to run, but got none.');
  const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  const variableUses = new Map<string, number>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => {
      variableUses.set(name.value, (variableUses.get(name.value) ?? 0) + 1);
    },
  });
  return {
    text,
    root: definition.operation === OperationTypeNode.MUTATION ? 'Mutation' : 'Query',
    definition,
    fragments: new Map(fragments.map((node) => [node.name.value, node])),
    variableUses,
  };
}

/** The variables as the operation sees them: its defaults where the request leaves one out. */
export function withDefaults({ definition }: Operation, given: Variables): Variables {
  const defaults = (definition.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
    defaultValue && given[variable.name.value] === undefined
      ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const]
      : [],
  );
  return defaults.length > 0 ? { ...given, ...Object.fromEntries(defaults) } : given;
}

/**
 * The fields of a selection set that are asked for with these variables, in the order written:
 * the CollectFields of the GraphQL specification (October 2021, 6.3.2).
 * @param applies whether a fragment on this type counts
 */
export function collectFields(
  operation: Operation,
  selectionSet: SelectionSetNode | undefined,
  variables: Variables,
  applies: (condition: string) => boolean = () => true,
): ReadonlyMap<string, SelectedField> {
  const fields = new Map<string, SelectedField>();
  const entered = new Set<object>();
  const collect = (selections: readonly SelectionNode[]): void => {
    for (const selection of selections) {
      if (!isIncluded(selection, variables)) continue;
      if (selection.kind === Kind.FIELD) addField(fields, selection);
      else {
        const fragment = fragmentOf(operation, selection);
        const condition = fragment?.typeCondition?.name.value;
        if (!fragment || entered.has(fragment)) continue;
        if (condition !== undefined && !applies(condition)) continue;
        entered.add(fragment);
        collect(fragment.selectionSet.selections);
      }
    }
  };
  collect(selectionSet?.selections ?? []);
  return fields;
}

/** The fragment that a spread or an inline fragment stands for. */
export function fragmentOf(
  { fragments }: Operation,
  selection: Exclude<SelectionNode, FieldNode>,
): InlineFragmentNode | FragmentDefinitionNode | undefined {
  return selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
}

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
