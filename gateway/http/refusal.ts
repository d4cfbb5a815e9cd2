/** What the gateway itself answers over HTTP in the place of what was asked, in the form of every error here. */
import { HeaderMap } from '@apollo/server';
import type { FastifyReply } from 'fastify';
import { GraphQLError } from 'graphql';
import type { SentError } from '../../platform/http/error-answers.ts';

export interface Refusal extends SentError {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export const refuse = (
  reply: FastifyReply,
  { status, message, extensions, headers = {} }: Refusal,
): FastifyReply =>
  reply
    .code(status)
    .headers(headers)
    .send({ errors: [{ message, extensions }] });

/** The same for whoever throws it. */
export const errorOf = ({ status, message, extensions, headers = {} }: Refusal): GraphQLError =>
  new GraphQLError(message, {
    extensions: {
      ...extensions,
      http: { status, headers: new HeaderMap(Object.entries(headers)) },
    },
  });
