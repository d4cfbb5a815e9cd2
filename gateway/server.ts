/** The one door: `POST /graphql`, `/live`, `/ready`. */
import { randomUUID } from 'node:crypto';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Organisation } from '../directory/organisations.ts';
import { ASSERTION_HEADER, signAssertion } from '../identity/assertion.ts';
import type { Caller } from '../identity/caller.ts';
import { createHttp, listen } from '../process/http.ts';
import type { Running } from '../process/run.ts';
import { shownError } from '../process/shown-error.ts';
import { type Context, createFederation } from './federation.ts';
import { callerOfRequest } from './identity/caller-of-request.ts';
import { needOperation } from './need-operation.ts';
import { ownersOf } from './owners.ts';
import type { OwnerRequest } from './partition/owner.ts';
import { createUpstream } from './partition/upstream.ts';
import { statesOf } from './readiness.ts';

export interface GatewayOptions {
  organisations: readonly Organisation[];
  /** Base addresses of the subgraphs, the coalition's included. */
  addresses: ReadonlyMap<string, string>;
  tokenKey: string;
  gatewayKey: string;
  /** How long one request to an owner may take, in milliseconds. */
  upstreamTimeoutMs: number;
  /** Whether clients may ask for the schema. */
  introspection: boolean;
  host: string;
  port: number;
}

/** Starts the gateway. It starts whichever organisations are up, and is ready without them. */
export async function startGateway(options: GatewayOptions): Promise<Running> {
  const { addresses, host, port } = options;
  const upstream = createUpstream<Caller>({
    urlOf: (owner, contract) => {
      const address = addresses.get(owner);
      return address ? `${address}/${contract}` : null;
    },
    headersFor: (request) => headersFor(request, options.gatewayKey),
    timeoutMs: options.upstreamTimeoutMs,
  });
  const app = createHttp(async () => ({ ready: true, organisations: await statesOf(addresses) }));
  const apollo = new ApolloServer<Context>({
    gateway: createFederation(ownersOf(options.organisations), upstream.ask),
    plugins: [
      fastifyApolloDrainPlugin(app),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      needOperation(),
    ],
    introspection: options.introspection,
    includeStacktraceInErrorResponses: false,
    formatError: shownError,
    stopOnTerminationSignals: false,
  });
  await apollo.start();
  serveGraphql(app, apollo, options.tokenKey);
  return {
    port: await listen(app, { host, port }),
    close: async () => {
      await app.close();
      await apollo.stop();
      await upstream.close();
    },
  };
}

function serveGraphql(app: FastifyInstance, apollo: ApolloServer<Context>, tokenKey: string): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    handler: fastifyApolloHandler(apollo, {
      context: async (request, reply) => ({
        caller: await callerOfRequest(request, tokenKey),
        requestId: randomUUID(),
        signal: leaving(request, reply),
      }),
    }),
  });
}

/** Aborts when the client goes before it has its answer. */
function leaving(_request: FastifyRequest, { raw }: FastifyReply): AbortSignal {
  const left = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) left.abort();
  });
  return left.signal;
}

async function headersFor(
  { owner, caller, requestId }: OwnerRequest<Caller>,
  gatewayKey: string,
): Promise<Record<string, string>> {
  return {
    ...(requestId && { 'x-request-id': requestId }),
    ...(caller && { [ASSERTION_HEADER]: await signAssertion(gatewayKey, owner, caller) }),
  };
}
