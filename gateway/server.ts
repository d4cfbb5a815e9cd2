/** The one door: `POST /graphql`, the gateway's public keys, `/live`, `/ready`. */
import { setMaxListeners } from 'node:events';
import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AddressSettings } from '../directory/addresses.ts';
import type { Networks } from '../platform/http/networks.ts';
import { createOutward } from '../platform/http/safe-connect.ts';
import { assertionsBy } from '../identity/assertion.ts';
import type { Caller } from '../identity/caller.ts';
import { asSeenBy } from '../identity/pseudonym.ts';
import type { SigningKeys } from '../identity/signing-keys.ts';
import { tokenVerifier } from '../identity/token.ts';
import { createHttp, listen, REQUEST_ID_HEADER, servePublicKeys } from '../platform/http/server.ts';
import { log } from '../platform/log.ts';
import type { Running } from '../platform/run.ts';
import { addressesOf, addressesSaid } from './addresses.ts';
import { createApollo } from './apollo.ts';
import { type AllowedOrigins, letOrigins } from './allowed-origins.ts';
import { type Context, createFederation } from './federation.ts';
import { callerOfRequest } from './identity/caller-of-request.ts';
import { type IssuerOf, issuersOf } from './identity/trusted-issuers.ts';
import type { GatewayDirectory } from './live-directory.ts';
import { ownersOf } from './owners.ts';
import { type Ask, type OwnerRequest, OwnerUnavailable } from './partition/owner.ts';
import { createUpstream } from './partition/upstream.ts';
import { createStates } from './readiness.ts';
import { refuseRows } from './row-limit.ts';
import { answersWritten, createWritten, type Written, WRITTEN_HEADER } from './written.ts';

export interface GatewayOptions {
  /** Who is affiliated: whatever changes there counts from the next request on. It is followed once this listens. */
  live: Pick<GatewayDirectory, 'directory' | 'follow'>;
  /** What the settings say of where subgraphs are, the coalition's included. */
  addresses: AddressSettings;
  /** Where affiliates may be that the settings say no address of. */
  networks: Networks;
  /** How tokens of an affiliate are trusted. */
  issuerOf: IssuerOf;
  /** What the gateway signs its requests to owners with. */
  signingKeys: SigningKeys;
  /** The key that pseudonyms follow from. */
  pseudonymKey: string;
  /** How long one request to an owner may take, in milliseconds. */
  upstreamTimeoutMs: number;
  /** Whose web pages may ask; where left out, nobody's. */
  allowedOrigins?: AllowedOrigins;
  /** Whether clients may ask for the schema. */
  introspection: boolean;
  host: string;
  port: number;
}

/** Starts the gateway. It starts whichever organisations are up, and is ready without them. */
export async function startGateway(options: GatewayOptions): Promise<Running> {
  const { live, host, port, signingKeys } = options;
  const { directory } = live;
  const owners = ownersOf(directory);
  const issuers = issuersOf(directory, options.issuerOf);
  const addressOf = addressesOf(directory, options.addresses);
  const trusted = addressesSaid(directory, options.addresses);
  const { connect } = createOutward({ networks: options.networks, trusted });
  const states = createStates(directory, addressOf, connect);
  const written = createWritten(options.pseudonymKey);
  const headersOf = headersFor(options);
  const upstream = createUpstream<Caller>({
    urlOf: (owner, contract) => {
      const address = addressOf(owner);
      return address ? `${address}/${contract}` : null;
    },
    headersFor: async (request, body) => ({
      ...(await headersOf(request, body)),
      ...written.headersFor(request),
    }),
    onAnswer: written.note,
    connect,
    timeoutMs: options.upstreamTimeoutMs,
  });
  const app = createHttp(async () => ({ ready: true, organisations: await states.now() }));
  await letOrigins(app, options.allowedOrigins ?? []);
  const apollo = createApollo(app, {
    gateway: createFederation(owners, logged(upstream.ask)),
    plugins: [refuseRows(), answersWritten(written)],
    introspection: options.introspection,
  });
  await apollo.start();
  servePublicKeys(app, signingKeys);
  const verify = tokenVerifier(issuers);
  let begun: Promise<void> | undefined;
  serveGraphql(app, apollo, written, async (request) => {
    await begun;
    return callerOfRequest(request, verify, { owners, issuers });
  });
  const listening = await listen(app, { host, port });
  begun = live.follow();
  return {
    port: listening,
    close: async () => {
      await app.close();
      await apollo.stop();
      await upstream.close();
      await states.close();
    },
  };
}

function serveGraphql(
  app: FastifyInstance,
  apollo: ApolloServer<Context>,
  written: Written,
  callerOf: (request: FastifyRequest) => Promise<Caller | null>,
): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    handler: fastifyApolloHandler(apollo, {
      context: async (request, reply) => {
        const caller = await callerOf(request);
        const { id: requestId } = request;
        await written.begin(requestId, request.headers[WRITTEN_HEADER]);
        reply.raw.once('close', () => written.end(requestId));
        if (reply.raw.closed) written.end(requestId);
        return { caller, requestId, signal: leaving(reply) };
      },
    }),
  });
}

/** Aborts when the client goes before it has its answer. */
function leaving({ raw }: FastifyReply): AbortSignal {
  const left = new AbortController();
  // One operation asks as many owners at once as it needs.
  setMaxListeners(0, left.signal);
  raw.once('close', () => {
    if (!raw.writableFinished) left.abort();
  });
  return left.signal;
}

/** Notes for operators why an owner was unavailable; clients are told only that it was. */
const logged =
  (ask: Ask<Caller>): Ask<Caller> =>
  async (request) => {
    try {
      return await ask(request);
    } catch (error) {
      const { owner, contract, requestId } = request;
      const reason = error instanceof OwnerUnavailable ? error.reason : 'failed';
      log.warn({ owner, contract, requestId, reason }, 'organisation unavailable');
      throw error;
    }
  };

/** The headers of requests to owners: signed, with whoever asks as that owner may see them. */
function headersFor({ signingKeys, pseudonymKey }: GatewayOptions) {
  const assertion = assertionsBy('gateway', signingKeys);
  return async (
    { owner, contract, caller, requestId }: OwnerRequest<Caller>,
    body: string,
  ): Promise<Record<string, string>> => {
    const seen = caller && asSeenBy(owner, caller, pseudonymKey);
    return {
      ...(requestId && { [REQUEST_ID_HEADER]: requestId }),
      ...(await assertion(owner, { path: `/${contract}`, body }, seen)),
    };
  };
}
