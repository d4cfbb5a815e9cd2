/**
 * The HTTP status of a GraphQL answer, by its media type (GraphQL over HTTP, "Status Codes"). With
 * `application/graphql-response+json`, 294 says that an answer is partial, and 400 that a request is not valid. With
 * `application/json` each is 200, as many clients read nothing else.
 */
import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { z } from 'zod';
import { GRAPHQL_RESPONSE } from './media-types.ts';

/** The setting `HTTP_422`. */
export const http422 = z
  .enum(['true', 'false'], { error: 'expected "true" or "false"' })
  .default('false')
  .transform((text) => text === 'true');

/** Of data beside errors. It has no name outside of GraphQL. */
const PARTIAL = 294;

const NOT_PARSED = 'GRAPHQL_PARSE_FAILED';

/** Errors that Apollo Server answers with 200, though no operation ran. */
const PERSISTED_QUERY = /^PERSISTED_QUERY_/;

/** What decides on the status of an answer with errors. */
interface Outcome {
  isGraphqlResponse: boolean;
  /** Whether there is an entry `data`, be it null. */
  hasData: boolean;
  /** Whether the request had a document. */
  hasDocument: boolean;
  /** The status that the errors ask for. */
  status: number | undefined;
  /** The code of the first error. */
  code: unknown;
}

/**
 * The status of an answer with errors.
 * @param invalid the status of a request that can be read, but is not valid
 */
function statusOf(
  { isGraphqlResponse, hasData, hasDocument, status, code }: Outcome,
  invalid: number,
): number | undefined {
  if (hasData) return isGraphqlResponse ? PARTIAL : 200;
  const isPersistedQuery = PERSISTED_QUERY.test(String(code));
  if (status !== 400 && !isPersistedQuery) return status;
  if (!isGraphqlResponse && (hasDocument || isPersistedQuery)) return 200;
  return code === NOT_PARSED ? 400 : invalid;
}

/**
 * A plugin that sets the status of every answer.
 * @param unprocessable whether a request that can be read but is not valid is answered 422, as the draft of August 2026
 * has it, in place of 400
 */
export function answerStatuses<C extends BaseContext>(
  unprocessable: boolean,
): ApolloServerPlugin<C> {
  const invalid = unprocessable ? 422 : 400;
  return {
    // Of a request whose parameters are wrong. Apollo Server reads the status of its answer off this error.
    invalidRequestWasReceived: async ({ error }) => {
      const http = (error as { extensions?: { http?: { status?: number } } }).extensions?.http;
      if (http?.status === 400) http.status = invalid;
    },
    requestDidStart: async () => ({
      willSendResponse: async ({ request, response: { http, body }, source }) => {
        if (body.kind !== 'single' || !body.singleResult.errors) return;
        const { data, errors } = body.singleResult;
        const status = statusOf(
          {
            isGraphqlResponse: request.http?.headers.get('accept') === GRAPHQL_RESPONSE,
            hasData: data !== undefined,
            hasDocument: source !== undefined,
            status: http.status,
            code: errors[0]?.extensions?.['code'],
          },
          invalid,
        );
        if (status !== undefined) http.status = status;
      },
    }),
  };
}
