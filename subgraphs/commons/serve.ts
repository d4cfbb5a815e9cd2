/** The server of every subgraph: each contract at a path of its own, `POST /<contract>`. */
import { ApolloServer, type BaseContext } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance } from 'fastify';
import { GraphQLDateTime, GraphQLURL } from 'graphql-scalars';
import { logOf } from '../../process/log.ts';
import { logUnexpected, shownError } from '../../process/shown-error.ts';
import { type Contract, contractDocument } from '../../schema/contracts.ts';
import type { AssertedOf } from './asserted.ts';
import type { Asking } from './context.ts';

/** The largest request that the gateway may make, in bytes: thousands of representations. */
export const LARGEST_FETCH = 8 * 1024 * 1024;

/** One contract as it is served. */
export interface Service<C extends BaseContext & Asking> {
  contract: Contract;
  /** Resolvers, typed by the generated types of the contract. */
  resolvers: object;
  /** What they are given, for one request. */
  createContext(asking: Asking): C;
}

/** Serves a contract on an HTTP server that does not listen yet. */
export async function serve<C extends BaseContext & Asking>(
  app: FastifyInstance,
  assertedOf: AssertedOf,
  { contract, resolvers, createContext }: Service<C>,
): Promise<void> {
  const apollo = new ApolloServer<C>({
    schema: buildSubgraphSchema({
      typeDefs: contractDocument(contract),
      resolvers: { DateTime: GraphQLDateTime, URL: GraphQLURL, ...resolvers },
    }),
    plugins: [
      fastifyApolloDrainPlugin(app),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      logUnexpected(contract),
    ],
    includeStacktraceInErrorResponses: false,
    logger: logOf('apollo-server'),
    introspection: true,
    formatError: shownError,
    stopOnTerminationSignals: false,
  });
  await apollo.start();
  app.post(
    `/${contract}`,
    fastifyApolloHandler(apollo, {
      context: async (request) =>
        createContext({ caller: assertedOf(request).caller, requestId: request.id }),
    }),
  );
}
