import {
  type ASTNode,
  type DocumentNode,
  executeSync,
  type FieldNode,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  visit,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { IntrospectedTexts } from './completion/completion.ts';
import { collectFields } from './selection/collect-fields.ts';
import type { Variables } from './selection/conditions.ts';
import { fragmentsOf, ownDocument } from './selection/fragments.ts';
import type { OperationSelection } from './selection/operation-selection.ts';
import { ownValue } from './selection/own-value.ts';

/** The fields `__schema` and `__type` of an operation. */
export interface IntrospectionFields {
  readonly document: DocumentNode;
  readonly responses: readonly string[];
  /** The names of the variables that they read. */
  readonly variables: readonly string[];
}

/** What introspection fields give. */
export interface Introspected {
  readonly texts: IntrospectedTexts;
  readonly errors: readonly GraphQLError[];
}

/**
 * The introspection fields of an operation; null where it has none.
 * @example introspectionFields(selectionOf('{ s: __schema { queryType { name } } }'), document)?.responses // ['s']
 */
export function introspectionFields(
  selection: OperationSelection,
  document: DocumentNode,
): IntrospectionFields | null {
  const { operation, root } = selection;
  const asked = new Map<string, readonly FieldNode[]>();
  for (const [response, nodes] of collectFields(selection, root, [operation.selectionSet]))
    if (/^__(schema|type)$/.test(nodes[0].name.value)) asked.set(response, nodes);
  if (asked.size === 0) return null;
  const selectionSet = {
    kind: Kind.SELECTION_SET,
    selections: [...asked.values()].flat(),
  } as const;
  const definitions = [{ ...operation, selectionSet }, ...fragmentsOf(document).values()];
  const own = ownDocument({ kind: Kind.DOCUMENT, definitions }, operation);
  const fragments = [...fragmentsOf(own).values()];
  const used = new Set([selectionSet, ...fragments].flatMap(usedVariables));
  const { variableDefinitions = [] } = operation;
  const declared = variableDefinitions.filter(({ variable }) => used.has(variable.name.value));
  const introspecting = { ...operation, variableDefinitions: declared, selectionSet };
  return {
    document: { kind: Kind.DOCUMENT, definitions: [introspecting, ...fragments] },
    responses: [...asked.keys()],
    variables: [...used],
  };
}

/** The names of the variables in a part of a document. */
function usedVariables(node: ASTNode): string[] {
  const names: string[] = [];
  visit(node, { Variable: ({ name }) => void names.push(name.value) });
  return names;
}

/** The most characters of cached texts. The whole schema of a large API is 300,000. */
const CACHED_CHARACTERS = 4_000_000;

/** Answers introspection fields over the API schema by graphql-js, and keeps the texts. */
export function createIntrospection(schema: GraphQLSchema) {
  const cache = new LRUCache<string, Introspected>({
    maxSize: CACHED_CHARACTERS,
    sizeCalculation: ({ texts }, key) =>
      Object.values(texts).reduce((sum, text) => sum + text.length, key.length),
  });
  /** @param key is the same for the same fields */
  return (
    { document, responses, variables }: IntrospectionFields,
    given: Variables,
    key: string,
  ): Introspected => {
    const values = variables.map((name) => [name, ownValue(given, name)] as const);
    const variableValues = Object.fromEntries(values.filter(([, value]) => value !== undefined));
    const fullKey = `${key} ${JSON.stringify(variableValues)}`;
    const cached = cache.get(fullKey);
    if (cached) return cached;
    const { data, errors = [] } = executeSync({ schema, document, variableValues });
    const texts = Object.fromEntries(
      responses.map((response) => [response, JSON.stringify(data?.[response] ?? null)]),
    );
    const introspected = { texts, errors };
    cache.set(fullKey, introspected);
    return introspected;
  };
}
