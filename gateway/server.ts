/** The gateway's HTTP server: `/graphql`, `/schema.graphql`, the routes of contracts, its public keys, `/live`, `/ready`. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AddressSettings } from '../directory/addresses.ts';
import type { Networks } from '../platform/http/networks.ts';
import { createSafeConnect } from '../platform/http/safe-connect.ts';
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
import { documented } from './documentation.ts';
import { createFederation, type ExecutorName } from './federation.ts';
import { CONTRACTS } from '../schema/contract-names.ts';
import { contractDocument } from '../schema/contracts.ts';
import { type CostRules, costRules } from './cost/cost-rules.ts';
import { compressAnswers } from './http/compression.ts';
import { cachePublicAnswers } from './http/public-answers.ts';
import { answerStatuses } from './http/statuses.ts';
import { NO_STORED_OPERATIONS, type StoredOperations } from './http/stored-operations.ts';
import { callerOfRequest } from './identity/caller-of-request.ts';
import type { SignedIn } from './identity/signed-in.ts';
import { type IssuerOf, issuersOf } from './identity/trusted-issuers.ts';
import { reportReplays } from './report-replays.ts';
import { limitCost } from './limit-cost.ts';
import type { GatewayDirectory } from './live-directory.ts';
import type { Metrics } from './metrics/metrics.ts';
import { createObserver, type Observer } from './observing/observer.ts';
import { ownersOf } from './owners.ts';
import { openDoor, type RateOptions } from './rate/open-door.ts';
import { createReadinessCheck, gatewayReadiness } from './readiness.ts';
import { serveRoutes } from './routes/serve-routes.ts';
import { serveGraphql } from './serve-graphql.ts';
import { serveSchema } from './serve-schema.ts';
import { refuseDeepVariables } from './variable-depth.ts';

export interface GatewayOptions
  extends Listening, Omit<AskOwnersOptions, 'addressOf' | 'connect' | 'causalTokens' | 'observer'> {
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
  /** The page with a section for each code of an error. By default the one of this repository. */
  documentation?: string;
  /** The operations that are stored. By default none. */
  stored?: StoredOperations;
  /** Whether a request that can be read but is not valid is answered 422 in place of 400. By default not. */
  unprocessable?: boolean;
  /** Who runs operations. By default our executor. */
  executor?: ExecutorName;
  /** The program of a thread that plans operations. By default all else waits while one is planned. */
  plannerProgram?: URL;
  /** The networks of proxies in front of the gateway. By default there are none. */
  trustedProxies?: readonly string[] | undefined;
  /** How much callers may ask. By default as much as they like. */
  rates?: RateOptions | undefined;
  /** Who counts what the gateway does. By default nobody. */
  metrics?: Metrics | undefined;
  /** The routes of contracts; tests change them. */
  routes?: readonly Route[];
}

/** Starts the gateway, whether or not any organisation or the coalition is up. */
export async function startGateway(options: GatewayOptions): Promise<Running> {
  const { live, signingKeys, stored = NO_STORED_OPERATIONS } = options;
  const { directory } = live;
  const owners = ownersOf(directory);
  const issuers = issuersOf(directory, options.issuerOf);
  const addressOf = addressesOf(directory, options.addresses);
  const trusted = configuredAddresses(directory, options.addresses);
  const { connect } = createSafeConnect({ networks: options.networks, trusted });
  const readiness = createReadinessCheck(directory, addressOf, connect);
  const causalTokens = createCausalTokens(options.pseudonymKey);
  const observer = createObserver(options.metrics);
  const asking = createAskOwners({ ...options, addressOf, connect, causalTokens, observer });
  const completeError = documented(options.documentation);
  const isReady = gatewayReadiness(readiness.states, live.isFirstStart);
  const app = await httpOf(options, { isReady, observer, completeError });
  const costs = costRules(CONTRACTS.map(contractDocument));
  const { executor, plannerProgram } = options;
  const federationOptions = { executor, plannerProgram, weightOf: costs.weightOf };
  const federation = await createFederation(owners, asking.ask, federationOptions);
  const verify = tokenVerifier(issuers);
  let directoryRead: Promise<void> | undefined;
  const door = options.rates && (await openDoor(options.rates, options.pseudonymKey));
  const serving = {
    async callerOf(request: FastifyRequest): Promise<SignedIn | null> {
      await directoryRead;
      return callerOfRequest(request, verify, { owners, issuers });
    },
    door,
  };
  serveSchema(app, federation, serving);
  const apollo = createApollo({
    gateway: federation,
    plugins: pluginsOf({ ...options, observer, costs, causalTokens, stored }),
    suggestions: options.suggestions,
    completeError,
  });
  await apollo.start();
  servePublicKeys(app, signingKeys);
  serveGraphql(app, apollo, { ...serving, stored, causalTokens, observer });
  serveRoutes(app, options.routes ?? ROUTES, { ...serving, owners, carry: asking.carry });
  const listening = await listen(app, options);
  directoryRead = live.follow();
  return {
    ...listening,
    close: async () => {
      await app.close();
      await apollo.stop();
      door?.close();
      await asking.close();
      await readiness.close();
    },
  };
}

/** The HTTP server, with what every answer goes through. */
async function httpOf(
  {
    trustedProxies,
    allowedOrigins = [],
  }: Pick<GatewayOptions, 'trustedProxies' | 'allowedOrigins'>,
  { isReady, observer, completeError }: HttpParts,
): Promise<FastifyInstance> {
  const { factsOf } = observer;
  const app = createHttp(isReady, {
    trustedProxies,
    completeError(error) {
      observer.refused(error.extensions.code);
      return completeError(error);
    },
    factsOf,
  });
  observer.observe(app);
  await registerCors(app, allowedOrigins);
  compressAnswers(app);
  return app;
}

interface HttpParts {
  isReady: ReturnType<typeof gatewayReadiness>;
  observer: Observer;
  completeError: ReturnType<typeof documented>;
}

interface PluginOptions extends Pick<GatewayOptions, 'unprocessable'> {
  observer: Observer;
  costs: CostRules;
  causalTokens: CausalTokens;
  stored: StoredOperations;
}

/** What every operation goes through. */
const pluginsOf = ({ observer, costs, causalTokens, stored, unprocessable }: PluginOptions) => [
  observer.plugin,
  refuseDeepVariables(),
  limitCost(costs),
  sendCausalToken(causalTokens),
  reportReplays,
  cachePublicAnswers(stored),
  answerStatuses(unprocessable ?? false),
];
