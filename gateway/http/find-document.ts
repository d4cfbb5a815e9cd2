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
 * @throws BAD_REQUEST (400) where it names a document in two ways, or by a hash that is not of its text
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
  if (text === undefined) needHash(query, extensions);
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

/** How Apollo's clients name a document by its hash, as it came. */
interface PersistedQuery {
  version?: unknown;
  sha256Hash?: unknown;
}

const persistedQueryIn = (extensions: unknown): PersistedQuery | null | undefined =>
  ((extensions ?? {}) as { persistedQuery?: PersistedQuery | null }).persistedQuery;

/** Apollo Server answers these mistakes of a client as its own. */
function needHash(query: unknown, extensions: unknown): void {
  const persistedQuery = persistedQueryIn(extensions);
  if (!persistedQuery) return;
  if (persistedQuery.version !== 1)
    throw refusal(400, 'BAD_REQUEST', 'extensions.persistedQuery.version: expected 1.');
  if (typeof query !== 'string' || query === '') return;
  if (persistedQuery.sha256Hash !== sha256(query))
    throw refusal(
      400,
      'BAD_REQUEST',
      'extensions.persistedQuery.sha256Hash: expected the SHA-256 of the query, in hexadecimal.',
    );
}

function hashOf(extensions: unknown): string | undefined {
  const hash = persistedQueryIn(extensions)?.sha256Hash;
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
