import {
  type DocumentNode,
  executeSync,
  type FieldNode,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { IntrospectedTexts } from './completion/completion.ts';
import { collectFields } from './selection/collect-fields.ts';
import type { Variables } from './selection/conditions.ts';
import type { OperationSelection } from './selection/operation-selection.ts';

/** The fields `__schema` and `__type` of an operation. */
export interface IntrospectionFields {
  readonly document: DocumentNode;
  readonly responses: readonly string[];
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
  { definitions }: DocumentNode,
): IntrospectionFields | null {
  const { operation, root } = selection;
  const asked = new Map<string, readonly FieldNode[]>();
  for (const [response, nodes] of collectFields(selection, root, [operation.selectionSet]))
    if (/^__(schema|type)$/.test(nodes[0].name.value)) asked.set(response, nodes);
  if (asked.size === 0) return null;
  const fragments = definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const selectionSet = {
    kind: Kind.SELECTION_SET,
    selections: [...asked.values()].flat(),
  } as const;
  return {
    document: { kind: Kind.DOCUMENT, definitions: [{ ...operation, selectionSet }, ...fragments] },
    responses: [...asked.keys()],
  };
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
    { document, responses }: IntrospectionFields,
    variables: Variables,
    key: string,
  ): Introspected => {
    const fullKey = `${key} ${JSON.stringify(variables)}`;
    const cached = cache.get(fullKey);
    if (cached) return cached;
    const { data, errors = [] } = executeSync({ schema, document, variableValues: variables });
    const texts = Object.fromEntries(
      responses.map((response) => [response, JSON.stringify(data?.[response] ?? null)]),
    );
    const introspected = { texts, errors };
    cache.set(fullKey, introspected);
    return introspected;
  };
}
