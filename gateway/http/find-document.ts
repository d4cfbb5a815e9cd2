/** Which document a request runs: the one that it sends, or one that is stored (GraphQL over HTTP, "Persisted Documents"). */
import { GraphQLError } from 'graphql';
import { sha256, type StoredOperations } from './stored-operations.ts';

/** The parameters of a request that name a document, as they came. */
export interface DocumentParameters {
  documentId?: unknown;
  query?: unknown;
  extensions?: unknown;
}

/**
 * The text of the stored operation that a request names; undefined where it names none, and may run what it sends.
 * @throws BAD_REQUEST (400) where it names a document in two ways
 * @throws PERSISTED_QUERY_NOT_FOUND (400) where no operation is stored under its id
 * @throws OPERATION_NOT_STORED (403) where stored operations alone may run
 */
export function storedDocument(
  { documentId, query, extensions }: DocumentParameters,
  { texts, only }: StoredOperations,
): string | undefined {
  if (documentId !== undefined && documentId !== null) return textOf(documentId, query, texts);
  const hash = hashOf(extensions);
  const text = texts.get(typeof query === 'string' && query !== '' ? sha256(query) : (hash ?? ''));
  if (only && text === undefined) throw notStored();
  return text;
}

function textOf(id: unknown, query: unknown, texts: StoredOperations['texts']): string {
  if (typeof id !== 'string')
    throw refusal(400, 'BAD_REQUEST', 'documentId: expected a text, such as "sha256:…".');
  if (query !== undefined && query !== null)
    throw refusal(400, 'BAD_REQUEST', 'Expected either documentId or query, but got both.');
  const text = texts.get(id);
  if (text === undefined)
    throw refusal(
      400,
      'PERSISTED_QUERY_NOT_FOUND',
      'documentId: expected the id of a stored operation, but none is stored under this one.',
    );
  return text;
}

/** The hash by which Apollo's clients name a document. */
function hashOf(extensions: unknown): string | undefined {
  const { persistedQuery } = (extensions ?? {}) as { persistedQuery?: { sha256Hash?: unknown } };
  const hash = persistedQuery?.sha256Hash;
  return typeof hash === 'string' ? hash : undefined;
}

const notStored = (): GraphQLError =>
  refusal(
    403,
    'OPERATION_NOT_STORED',
    'This gateway runs stored operations alone: expected the id or the text of one of them.',
  );

const refusal = (status: number, code: string, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code, http: { status } } });
