/** The server of every subgraph: each contract at a path of its own, `POST /<contract>`. */
import { ApolloServer, type ApolloServerPlugin, type BaseContext } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { GraphQLDateTime, GraphQLURL } from 'graphql-scalars';
import { ASSERTION_HEADER, verifyAssertion } from '../../identity/assertion.ts';
import type { Caller } from '../../identity/caller.ts';
import { shownError } from '../../process/shown-error.ts';
import { type Contract, contractDocument } from '../../schema/contracts.ts';

/** The largest request that the gateway may make, in bytes: thousands of representations. */
export const LARGEST_FETCH = 8 * 1024 * 1024;

/** One contract as it is served. */
export interface Service<C extends BaseContext> {
  contract: Contract;
  /** Resolvers, typed by the generated types of the contract. */
  resolvers: object;
  /** What they are given, for one request. */
  createContext(caller: Caller | null, headers: FastifyRequest['headers']): C;
  /** What else the server does with each request. */
  plugins?: ApolloServerPlugin[];
}

/** Who serves, and the key that the gateway signs its assertions with. */
export interface Server {
  owner: string;
  gatewayKey: string;
}

/**
 * Who asks, by the gateway's assertion; null when it carries none. The only place that reads a header.
 * @throws UNAUTHENTICATED (401) when the assertion is not one that the gateway made for this owner.
 */
export async function callerOf(
  request: FastifyRequest,
  { owner, gatewayKey }: Server,
): Promise<Caller | null> {
  const assertion = request.headers[ASSERTION_HEADER];
  if (assertion === undefined) return null;
  const caller =
    typeof assertion === 'string' ? await verifyAssertion(gatewayKey, owner, assertion) : null;
  if (caller) return caller;
  throw new GraphQLError('Only the gateway may say who asks.', {
    extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } },
  });
}

/** Serves a contract on an HTTP server that does not listen yet. */
export async function serve<C extends BaseContext>(
  app: FastifyInstance,
  server: Server,
  { contract, resolvers, createContext, plugins = [] }: Service<C>,
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
      ...plugins,
    ],
    includeStacktraceInErrorResponses: false,
    introspection: true,
    formatError: shownError,
    stopOnTerminationSignals: false,
  });
  await apollo.start();
  app.post(
    `/${contract}`,
    fastifyApolloHandler(apollo, {
      context: async (request) => createContext(await callerOf(request, server), request.headers),
    }),
  );
}
