/** The server of every subgraph: each contract at a path of its own, `POST /<contract>`. */
import { ApolloServer, type ApolloServerPlugin, type BaseContext } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { GraphQLDateTime, GraphQLURL } from 'graphql-scalars';
import { libraryLog } from '../../../platform/log.ts';
import { logUnexpected, formatError } from '../../../platform/format-error.ts';
import type { Contract } from '../../../schema/contract-names.ts';
import type { Access } from '../access/access.ts';
import { guardSchema } from '../access/guard-schema.ts';
import { guardsIn } from '../access/requirement.ts';
import type { AssertedOf } from './assertions.ts';
import type { Asking } from '../request.ts';
import type { CallerOf } from './callers-at.ts';
import { type Defaults, fillIn } from './defaults.ts';
import { doOneTime, type Repeats } from '../idempotency/do-one-time.ts';
import { reportReplays } from '../idempotency/report-replays.ts';
import { takeNullAsDefault } from './null-is-default.ts';
import { subgraphSchema } from './subgraph-schema.ts';

/** The largest request that the gateway may make, in bytes: thousands of representations. */
export const LARGEST_FETCH = 8 * 1024 * 1024;

/** One contract as it is served. */
export interface Service {
  contract: Contract;
  /** Resolvers, typed by the generated types of the contract. */
  resolvers: object;
}

/** What one server serves: several contracts, over the same rows and for the same callers. */
export interface Services<C extends BaseContext & Asking> extends Omit<Access<C>, 'guards'> {
  /** Who asks. */
  callerOf: CallerOf;
  /** Resolvers that follow from what a field is called. */
  defaults: Defaults<C>;
  contracts: readonly Service[];
  /** The SDL of a contract. */
  documentOf: (contract: Contract) => DocumentNode;
  /** Makes what resolvers are given, for one request. */
  createContext(access: Access<C>): (asking: Asking, headers: FastifyRequest['headers']) => C;
  /** How mutations are done one time. */
  repeats: Repeats<C>;
  /** What else the server does with each request. */
  plugins?: readonly ApolloServerPlugin[];
}

/** How a server decides who asks, and what they may. */
export interface Decisions<C extends Asking> extends Access<C> {
  callerOf: CallerOf;
}

/** The part of it that tests take guards out of. */
export type Decides = Pick<Decisions<never>, 'guards' | 'rules' | 'callerOf'>;

/**
 * Serves contracts on an HTTP server that does not listen yet.
 * @returns how it decides
 * @throws StartFailure when the guards of a contract name what there is not
 */
export async function serve<C extends BaseContext & Asking>(
  app: FastifyInstance,
  assertedOf: AssertedOf,
  {
    contracts,
    documentOf,
    createContext,
    defaults,
    rules,
    callerOf,
    repeats,
    plugins = [],
    ...own
  }: Services<C>,
): Promise<Decisions<C>> {
  const schemas = contracts.map(({ contract, resolvers }) =>
    subgraphSchema(documentOf(contract), {
      DateTime: GraphQLDateTime,
      URL: GraphQLURL,
      ...resolvers,
    }),
  );
  for (const schema of schemas) {
    fillIn(schema, defaults);
    doOneTime(schema, repeats);
    takeNullAsDefault(schema);
  }
  const access = { ...own, rules, callerOf, guards: guardsIn(schemas, Object.keys(rules)) };
  const contextOf = createContext(access);
  for (const [at, schema] of schemas.entries()) {
    guardSchema(schema, access);
    await serveSchema(
      app,
      { contract: contracts[at]?.contract ?? '', schema, plugins },
      async (request) => {
        const caller = await access.callerOf(assertedOf(request).caller, request);
        return contextOf({ caller, requestId: request.id }, request.headers);
      },
    );
  }
  return access;
}

/** One contract, ready to be served. */
interface PreparedContract {
  contract: string;
  schema: GraphQLSchema;
  plugins: readonly ApolloServerPlugin[];
}

async function serveSchema(
  app: FastifyInstance,
  { contract, schema, plugins }: PreparedContract,
  contextOf: (request: FastifyRequest) => Promise<BaseContext & Asking>,
): Promise<void> {
  const apollo = new ApolloServer<BaseContext & Asking>({
    schema,
    plugins: [
      fastifyApolloDrainPlugin(app),
      // It would wrap every field, to work out headers that the gateway does not read.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      logUnexpected(contract),
      reportReplays,
      ...plugins,
    ],
    includeStacktraceInErrorResponses: false,
    logger: libraryLog('apollo-server'),
    introspection: true,
    formatError: formatError,
    stopOnTerminationSignals: false,
  });
  await apollo.start();
  app.post(`/${contract}`, fastifyApolloHandler(apollo, { context: contextOf }));
}
