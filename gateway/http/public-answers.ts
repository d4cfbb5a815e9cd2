/**
 * Which answers a cache may keep: those to stored operations that anyone asked by GET, without a token and without writes
 * of its own. Their addresses are few, and all that stands in them is public.
 */
import { createHash } from 'node:crypto';
import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CAUSAL_TOKEN_HEADER } from '../causal-token/encrypted-token.ts';
import { addVary } from './compression.ts';
import type { StoredOperations } from './stored-operations.ts';

/** How long a cache may answer without asking. Lists are seconds behind their organisations as it is. */
const MAX_AGE_S = 10;

/** By what an answer differs for the same address. With either of the last two it is not public. */
const VARY = ['accept', 'authorization', CAUSAL_TOKEN_HEADER];

const PUBLIC = `public, max-age=${MAX_AGE_S}`;

/** A plugin that says of each answer whether it may be kept. One with errors may not: the next one may have none. */
export const cachePublicAnswers = <C extends BaseContext>({
  texts,
}: StoredOperations): ApolloServerPlugin<C> => ({
  requestDidStart: async () => ({
    willSendResponse: async ({ request: { http: asked }, response: { http, body }, queryHash }) => {
      const isPublic =
        asked?.method === 'GET' &&
        !asked.headers.has('authorization') &&
        !asked.headers.has(CAUSAL_TOKEN_HEADER) &&
        texts.has(queryHash ?? '') &&
        body.kind === 'single' &&
        body.singleResult.errors === undefined;
      http.headers.set('cache-control', isPublic ? PUBLIC : 'no-store');
    },
  }),
});

/**
 * Sends a text that caches may keep: 304 without it where the client has it already (RFC 9110, 13). Its tag is weak, as
 * a text has it in each coding.
 */
export function sendCacheable(request: FastifyRequest, reply: FastifyReply, text: string) {
  const tag = `"${createHash('sha256').update(text).digest('base64url')}"`;
  void reply.header('etag', `W/${tag}`);
  addVary(reply, 'accept-encoding');
  const given = request.headers['if-none-match'];
  const isKept = given === '*' || given?.split(',').some((one) => isTag(one.trim(), tag));
  return isKept ? reply.code(304).send() : reply.send(text);
}

const isTag = (given: string, tag: string): boolean => given === tag || given === `W/${tag}`;

/** Sends the answer to a GraphQL request. */
export function sendAnswer(request: FastifyRequest, reply: FastifyReply, text: string) {
  if (reply.getHeader('cache-control') !== PUBLIC) return reply.send(text);
  addVary(reply, ...VARY);
  return sendCacheable(request, reply, text);
}
