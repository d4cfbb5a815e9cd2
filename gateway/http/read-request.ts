/** Reads a request of Fastify for Apollo Server: the media type of its answer, and the text of its document. */
import { HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import type { FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { type DocumentParameters, storedDocument } from './find-document.ts';
import { mediaTypeFor } from './media-types.ts';
import type { StoredOperations } from './stored-operations.ts';

interface ReadRequest {
  /** Its header `accept` has one media type, or none where none can be sent. */
  httpGraphQLRequest: HTTPGraphQLRequest;
  /** Why nothing of it may run. */
  refusal?: GraphQLError;
}

export function readRequest(
  { method, url, headers, body }: FastifyRequest,
  stored: StoredOperations,
): ReadRequest {
  const accept = mediaTypeFor(headers.accept);
  const given: HTTPGraphQLRequest = {
    // Fastify leaves out the body of an answer to HEAD.
    method: method === 'HEAD' ? 'GET' : method,
    headers: headersOf({ ...headers, accept }),
    search: searchOf(url),
    body,
  };
  if (accept === undefined) return { httpGraphQLRequest: given, refusal: notAcceptable() };
  try {
    const text = storedDocument(documentParameters(given), stored);
    return {
      httpGraphQLRequest: text === undefined ? given : { ...given, ...withText(given, text) },
    };
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { httpGraphQLRequest: given, refusal: error };
  }
}

function headersOf(headers: FastifyRequest['headers']): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) map.set(name, String(value));
  return map;
}

/** The parameters of an address. An empty one is as one that is left out. */
function searchOf(url: string): string {
  const start = url.indexOf('?');
  if (start === -1) return '';
  const given = [...new URLSearchParams(url.slice(start))].filter(([, value]) => value !== '');
  return `?${new URLSearchParams(given).toString()}`;
}

const notAcceptable = (): GraphQLError =>
  new GraphQLError(
    'Accept: expected "application/graphql-response+json" or "application/json" among its media types.',
    { extensions: { code: 'BAD_REQUEST', http: { status: 406 } } },
  );

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function documentParameters({ method, search, body }: HTTPGraphQLRequest): DocumentParameters {
  if (method !== 'GET') return isRecord(body) ? body : {};
  const given = Object.fromEntries(new URLSearchParams(search));
  return { ...given, extensions: parsedOrNull(given['extensions'] ?? 'null') };
}

/** Apollo Server says what is wrong with a text that is no JSON. */
function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The parameters with the text of a stored operation, and without the hash by which it was found. */
function withText({ method, search, body }: HTTPGraphQLRequest, query: string) {
  if (method !== 'GET') return { body: { ...(body as object), query, extensions: null } };
  const parameters = new URLSearchParams(search);
  parameters.set('query', query);
  parameters.delete('extensions');
  return { search: `?${parameters.toString()}` };
}
