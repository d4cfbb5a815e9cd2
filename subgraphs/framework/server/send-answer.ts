/** Sends what a Module answers to a route. */
import { hash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RouteAnswer } from '../routes.ts';

/** A text has an ETag, so that who has it already is sent no body (RFC 9110, 13.1.2). */
export function sendAnswer(
  { status = 200, headers, body }: RouteAnswer,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  reply.code(status).headers(headers);
  if (typeof body !== 'string' || status !== 200) return reply.send(body);
  const etag = `"${hash('sha256', body, 'base64url')}"`;
  reply.header('etag', etag);
  return isOneOf(request.headers['if-none-match'], etag)
    ? reply.code(304).send()
    : reply.send(body);
}

const isOneOf = (tags: string | undefined, etag: string): boolean =>
  tags?.split(',').some((tag) => ['*', etag, `W/${etag}`].includes(tag.trim())) ?? false;
