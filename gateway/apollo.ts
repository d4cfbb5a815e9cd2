/** The Apollo Server: the limits of requests, what is masked in answers, and what is logged. */
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import type { FastifyInstance } from 'fastify';
import { libraryLog } from '../platform/log.ts';
import { formatError, logUnexpected } from '../platform/format-error.ts';
import { stringifyResult } from './executor/answer-text.ts';
import { refuseTooMany } from './count-limits.ts';
import { createDocumentStore } from './document-store.ts';
import type { GatewayInterface } from './executor/executor-gateway.ts';
import type { Context } from './federation.ts';
import { MOST_SELECTIONS, MOST_TOKENS, refuseDepth } from './limits.ts';
import { needOperation } from './need-operation.ts';

interface ApolloOptions {
  gateway: GatewayInterface;
  /** Plugins beside those of every request. */
  plugins: readonly ApolloServerPlugin<Context>[];
  /** Whether an error suggests names of the schema, in place of one that is wrong. The schema itself is public. */
  suggestions: boolean;
}

/** A GraphQL server for an HTTP server. It has to be started. */
export const createApollo = (
  app: FastifyInstance,
  { gateway, plugins, suggestions }: ApolloOptions,
): ApolloServer<Context> =>
  new ApolloServer<Context>({
    gateway,
    plugins: [
      ...plugins,
      fastifyApolloDrainPlugin(app),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      needOperation(),
      logUnexpected(),
    ],
    introspection: true,
    // It guards cookies, and a caller is known by the bearer token alone: see allowed-origins.ts. With it, clients that
    // ask by GET without headers of their own are refused.
    csrfPrevention: false,
    hideSchemaDetailsFromClientErrors: !suggestions,
    validationRules: [refuseDepth, ...refuseTooMany],
    maxRecursiveSelections: MOST_SELECTIONS,
    documentStore: createDocumentStore(),
    parseOptions: { maxTokens: MOST_TOKENS },
    includeStacktraceInErrorResponses: false,
    logger: libraryLog('apollo-server'),
    formatError,
    stringifyResult,
    stopOnTerminationSignals: false,
  });
