/** Answers GraphQL requests over HTTP: the handler of a route of Fastify, over an Apollo Server. */
import type { ApolloServer, BaseContext } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendAnswer } from './public-answers.ts';
import { readRequest } from './read-request.ts';
import type { StoredOperations } from './stored-operations.ts';

interface HandlerOptions<Context> {
  stored: StoredOperations;
  context(request: FastifyRequest, reply: FastifyReply): Promise<Context>;
}

/** @example app.post('/graphql', graphqlHandler(apollo, { stored, context })) */
export const graphqlHandler =
  <Context extends BaseContext>(
    apollo: ApolloServer<Context>,
    { stored, context }: HandlerOptions<Context>,
  ) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { httpGraphQLRequest, refusal } = readRequest(request, stored);
    const { status, headers, body } = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest,
      context: async () => {
        // What is thrown here is answered as any error of a request is, and nothing runs.
        if (refusal) throw refusal;
        return context(request, reply);
      },
    });
    if (body.kind !== 'complete') throw new Error('Expected an answer in one piece.');
    void reply.code(status ?? 200);
    void reply.headers(Object.fromEntries(headers));
    return sendAnswer(request, reply, body.string);
  };
