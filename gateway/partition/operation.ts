import {
  Kind,
  OperationTypeNode,
  getOperationAST,
  parse,
  valueFromASTUntyped,
  visit,
} from 'graphql';
import type { FragmentDefinitionNode, OperationDefinitionNode } from 'graphql';

/** The values of an operation's variables, by name. */
export type Variables = Readonly<Record<string, unknown>>;

/** The operation of a fetch, parsed once for each text. */
export interface Operation {
  readonly text: string;
  readonly root: 'Query' | 'Mutation';
  readonly definition: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** How often each variable is used. Its declaration does not count. */
  readonly variableUses: ReadonlyMap<string, number>;
}

/**
 * Parses the text of an operation.
 * @throws Error when the text is not GraphQL, or has no such operation.
 * @example readOperation('query Q { viewer { name } }', 'Q').root // 'Query'
 */
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

/**
 * The variables with the operation's defaults in place of those that the request leaves out.
 * @example withDefaults(readOperation('query ($n: Int = 20) { a(n: $n) }'), {}) // { n: 20 }
 */
export function withDefaults({ definition }: Operation, given: Variables): Variables {
  const defaults = (definition.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
    defaultValue && given[variable.name.value] === undefined
      ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const]
      : [],
  );
  return defaults.length > 0 ? { ...given, ...Object.fromEntries(defaults) } : given;
}

/**
 * The names of the variables that an operation declares.
 * @example declaredVariables(readOperation('query ($id: ID!) { node(id: $id) { id } }').definition) // Set { 'id' }
 */
export function declaredVariables({
  variableDefinitions,
}: OperationDefinitionNode): ReadonlySet<string> {
  return new Set(variableDefinitions?.map(({ variable }) => variable.name.value));
}
