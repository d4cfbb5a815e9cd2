/** The Apollo Server: the limits of requests, what is masked in answers, and what is logged. */
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { libraryLog } from '../platform/log.ts';
import { formatError, logUnexpected } from '../platform/format-error.ts';
import { stringifyResult } from './executor/answer-text.ts';
import { refuseTooMany } from './count-limits.ts';
import { createDocumentStore, createQueryStore } from './document-store.ts';
import type { documented } from './documentation.ts';
import type { GatewayInterface } from './executor/executor-gateway.ts';
import type { Context } from './federation.ts';
import { MOST_TOKENS, refuseDepth, refuseSelections } from './limits.ts';
import { needOperation } from './need-operation.ts';
import { refuseRepetition } from './repetition.ts';

interface ApolloOptions {
  gateway: GatewayInterface;
  /** Plugins beside those of every request. */
  plugins: readonly ApolloServerPlugin<Context>[];
  /** Whether an error suggests names of the schema, in place of one that is wrong. The schema itself is public. */
  suggestions: boolean;
  /** Adds to an error where it is explained. */
  completeError: ReturnType<typeof documented>;
}

/** A GraphQL server. It has to be started. */
export const createApollo = ({
  gateway,
  plugins,
  suggestions,
  completeError,
}: ApolloOptions): ApolloServer<Context> =>
  new ApolloServer<Context>({
    gateway,
    plugins: [
      ...plugins,
      ApolloServerPluginCacheControlDisabled(),
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
    validationRules: [refuseRepetition, refuseSelections, refuseDepth, ...refuseTooMany],
    // With a limit of its own, our rules would run after all others, for which a request may be too long.
    maxRecursiveSelections: false,
    documentStore: createDocumentStore(),
    persistedQueries: { cache: createQueryStore() },
    parseOptions: { maxTokens: MOST_TOKENS },
    includeStacktraceInErrorResponses: false,
    logger: libraryLog('apollo-server'),
    formatError: (error) => completeError(formatError(error)),
    stringifyResult,
    stopOnTerminationSignals: false,
  });
