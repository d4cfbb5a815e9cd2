/** The gateway's HTTP server: `POST /graphql`, the routes of contracts, its public keys, `/live`, `/ready`. */
import { setMaxListeners } from 'node:events';
import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AddressSettings } from '../directory/addresses.ts';
import type { Networks } from '../platform/http/networks.ts';
import { createSafeConnect } from '../platform/http/safe-connect.ts';
import type { Caller } from '../identity/caller.ts';
import { tokenVerifier } from '../identity/token.ts';
import { createHttp, listen, type Listening, servePublicKeys } from '../platform/http/server.ts';
import type { Running } from '../platform/run.ts';
import { type Route, ROUTES } from '../schema/routes.ts';
import { addressesOf, configuredAddresses } from './addresses.ts';
import { createApollo } from './apollo.ts';
import { type AskOwnersOptions, createAskOwners } from './ask-owners.ts';
import { type AllowedOrigins, registerCors } from './allowed-origins.ts';
import {
  type CausalTokens,
  createCausalTokens,
  sendCausalToken,
} from './causal-token/causal-tokens.ts';
import { CAUSAL_TOKEN_HEADER } from './causal-token/encrypted-token.ts';
import { type Context, createFederation, type ExecutorName } from './federation.ts';
import { callerOfRequest } from './identity/caller-of-request.ts';
import { type IssuerOf, issuersOf } from './identity/trusted-issuers.ts';
import type { GatewayDirectory } from './live-directory.ts';
import { ownersOf } from './owners.ts';
import { createReadinessCheck, gatewayReadiness } from './readiness.ts';
import { refuseRows } from './row-limit.ts';
import { serveRoutes } from './routes/serve-routes.ts';
import { refuseDeepVariables } from './variable-depth.ts';

export interface GatewayOptions
  extends Listening, Omit<AskOwnersOptions, 'addressOf' | 'connect' | 'causalTokens'> {
  /** The directory. A change in it takes effect with the next request. The gateway follows it once it listens. */
  live: Pick<GatewayDirectory, 'directory' | 'isFirstStart' | 'follow'>;
  /** The addresses of subgraphs in the settings, the coalition's included. */
  addresses: AddressSettings;
  /** The networks of affiliates whose address is in the directory alone. */
  networks: Networks;
  /** The issuer that is trusted for an affiliate. */
  issuerOf: IssuerOf;
  /** The origins of web pages that may send requests. By default none. */
  allowedOrigins?: AllowedOrigins;
  /** Whether an error suggests names of the schema, in place of one that is wrong. */
  suggestions: boolean;
  /** Who runs operations. By default our executor. */
  executor?: ExecutorName;
  /** The routes of contracts; tests change them. */
  routes?: readonly Route[];
}

/** Starts the gateway, whether or not any organisation or the coalition is up. */
export async function startGateway(options: GatewayOptions): Promise<Running> {
  const { live, signingKeys } = options;
  const { directory } = live;
  const owners = ownersOf(directory);
  const issuers = issuersOf(directory, options.issuerOf);
  const addressOf = addressesOf(directory, options.addresses);
  const trusted = configuredAddresses(directory, options.addresses);
  const { connect } = createSafeConnect({ networks: options.networks, trusted });
  const readiness = createReadinessCheck(directory, addressOf, connect);
  const causalTokens = createCausalTokens(options.pseudonymKey);
  const asking = createAskOwners({ ...options, addressOf, connect, causalTokens });
  const app = createHttp(gatewayReadiness(readiness.states, live.isFirstStart));
  await registerCors(app, options.allowedOrigins ?? []);
  const apollo = createApollo(app, {
    gateway: await createFederation(owners, asking.ask, options.executor),
    plugins: [refuseDeepVariables(), refuseRows(), sendCausalToken(causalTokens)],
    suggestions: options.suggestions,
  });
  await apollo.start();
  servePublicKeys(app, signingKeys);
  const verify = tokenVerifier(issuers);
  let directoryRead: Promise<void> | undefined;
  const callerOf = async (request: FastifyRequest): Promise<Caller | null> => {
    await directoryRead;
    return callerOfRequest(request, verify, { owners, issuers });
  };
  serveGraphql(app, apollo, causalTokens, callerOf);
  serveRoutes(app, options.routes ?? ROUTES, {
    owners,
    callerOf,
    signalOf: abortOnDisconnect,
    carry: asking.carry,
  });
  const listening = await listen(app, options);
  directoryRead = live.follow();
  return {
    ...listening,
    close: async () => {
      await app.close();
      await apollo.stop();
      await asking.close();
      await readiness.close();
    },
  };
}

function serveGraphql(
  app: FastifyInstance,
  apollo: ApolloServer<Context>,
  causalTokens: CausalTokens,
  callerOf: (request: FastifyRequest) => Promise<Caller | null>,
): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    handler: fastifyApolloHandler(apollo, {
      context: async (request, reply) => {
        const caller = await callerOf(request);
        const { id: requestId } = request;
        const token = request.headers[CAUSAL_TOKEN_HEADER];
        await causalTokens.begin(requestId, token);
        reply.raw.once('close', () => causalTokens.end(requestId));
        if (reply.raw.closed) causalTokens.end(requestId);
        const carriesWrites = token !== undefined;
        return { caller, requestId, carriesWrites, signal: abortOnDisconnect(reply) };
      },
    }),
  });
}

/** A signal that aborts when the client disconnects before it has its answer. */
function abortOnDisconnect({ raw }: FastifyReply): AbortSignal {
  const left = new AbortController();
  // Each owner that an operation asks is a listener, and there may be any number of them.
  setMaxListeners(0, left.signal);
  raw.once('close', () => {
    if (!raw.writableFinished) left.abort();
  });
  return left.signal;
}
