/** Errors that say how they are answered over HTTP, as those of a caller who is not established. */
import type { HeaderMap } from '@apollo/server';
import type { FastifyInstance } from 'fastify';
import { GraphQLError } from 'graphql';
import { isPublicCode } from '../../platform/format-error.ts';
import { refuse } from './refusal.ts';

interface HttpExtension {
  readonly status?: number;
  readonly headers?: HeaderMap;
}

/** Answers them in a scope with their status and headers. All others are answered as ever. */
export function answerHttpErrors(scope: FastifyInstance): void {
  scope.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof GraphQLError)) throw error;
    const { http, code, ...extensions } = error.extensions;
    if (!isPublicCode(code)) throw error;
    const { status = 500, headers = new Map<string, string>() } = (http ?? {}) as HttpExtension;
    return refuse(reply, {
      status,
      message: error.message,
      extensions: { code, ...extensions },
      headers: Object.fromEntries(headers),
    });
  });
}
