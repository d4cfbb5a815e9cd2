/** How the gateway asks owners: signed, in a session, within limits, and each failure logged. */
import type { buildConnector } from 'undici';
import { SHARE_HEADER, signerSessions } from '../identity/sessions-of-signer.ts';
import type { SigningKeys } from '../identity/signing-keys.ts';
import type { AddressOf } from './addresses.ts';
import { askInSession } from './ask-in-session.ts';
import { carryRoutes } from './carry-routes.ts';
import { REPLAYED_HEADER } from '../schema/replayed-header.ts';
import type { Observation } from './observing/observation.ts';
import type { CausalTokens } from './causal-token/causal-tokens.ts';
import { logUnavailable } from './log-unavailable.ts';
import { BREAKERS, type BreakerOptions, ownerBreakers } from './owner-breakers.ts';
import type { Observer } from './observing/observer.ts';
import { ownerHeaders } from './owner-headers.ts';
import type { SignedIn } from './identity/signed-in.ts';
import type { Ask } from './partition/owner.ts';
import { type AnswerHead, createUpstream } from './partition/upstream.ts';
import { createProbe } from './probe-owner.ts';
import type { CarryRoute } from './routes/serve-routes.ts';

export interface AskOwnersOptions {
  addressOf: AddressOf;
  connect: buildConnector.connector;
  causalTokens: CausalTokens;
  /** The keys that sign requests to owners. */
  signingKeys: SigningKeys;
  /** The key that pseudonyms are derived from. */
  pseudonymKey: string;
  /** How long one request to an owner may take, in milliseconds. */
  upstreamTimeoutMs: number;
  /** When an owner that fails is asked no more. By default `BREAKERS`. */
  breakers?: Omit<BreakerOptions, 'probe' | 'onChange'>;
  observer: Pick<Observer, 'of' | 'observeOwner' | 'breakerChanged'>;
}

export interface AskOwners {
  ask: Ask<SignedIn>;
  /** Carries a request to a route, in the same way. */
  carry: CarryRoute;
  /** Waits for the requests under way. */
  close(): Promise<void>;
}

function noteReplay(observation: Observation | undefined, { headers }: AnswerHead): void {
  if (observation && headers[REPLAYED_HEADER] !== undefined) observation.isReplay = true;
}

export function createAskOwners(options: AskOwnersOptions): AskOwners {
  const { addressOf, connect, causalTokens, signingKeys, observer } = options;
  const sessions = signerSessions('gateway', signingKeys);
  const headersOf = ownerHeaders(signingKeys, options.pseudonymKey, sessions);
  const beginSession = (owner: string, headers: AnswerHead['headers']): void => {
    const share = headers[SHARE_HEADER];
    if (typeof share === 'string') sessions.begin(owner, share);
  };
  const upstream = createUpstream<SignedIn>({
    urlOf: (owner, contract) => {
      const address = addressOf(owner);
      return address ? `${address}/${contract}` : null;
    },
    headersFor: (request, body) => ({
      ...headersOf(request, body),
      ...causalTokens.headersFor(request),
    }),
    onAnswer(request, head) {
      causalTokens.record(request, head);
      noteReplay(observer.of(request.requestId), head);
      beginSession(request.owner, head.headers);
    },
    connect,
    timeoutMs: options.upstreamTimeoutMs,
  });
  const { probe, close: closeProbe } = createProbe(addressOf, connect);
  const breakers = ownerBreakers(askInSession(upstream.ask, sessions), {
    ...(options.breakers ?? BREAKERS),
    probe,
    onChange: observer.breakerChanged,
  });
  const ask = logUnavailable(breakers.ask);
  const { carry, close: closeRoutes } = carryRoutes({
    addressOf,
    connect,
    headersOf,
    sessions,
    beginSession,
    breakers,
    observeOwner: observer.observeOwner,
    timeoutMs: options.upstreamTimeoutMs,
  });
  return {
    ask: (request) => observer.observeOwner(request, (headers) => ask({ ...request, headers })),
    carry,
    async close() {
      breakers.close();
      await Promise.all([upstream.close(), closeRoutes()]);
      await closeProbe();
    },
  };
}
