import { Agent, type buildConnector } from 'undici';
import { answerLimits, type MostOfAnswers } from './answer-limits.ts';
import { exchange } from './exchange.ts';
import type { AnswerHead } from './exchange.ts';
import { OwnerUnavailable } from './owner.ts';
import type { Ask, OwnerRequest } from './owner.ts';
import { textCache } from './text-cache.ts';
import { withDeadline } from './with-deadline.ts';

export type { AnswerHead } from './exchange.ts';

/** Where owners are, and how they are asked. */
export interface UpstreamOptions<Caller> extends MostOfAnswers {
  /** Where an owner serves a contract now; null where it has no address. */
  readonly urlOf: (owner: string, contract: string) => string | null;
  /** The headers of a request. They are made from its exact body, so that they can sign it. */
  readonly headersFor?: (request: OwnerRequest<Caller>, body: string) => Record<string, string>;
  /** Is called with the head of each answer before its body is read. */
  readonly onAnswer?: (request: OwnerRequest<Caller>, head: AnswerHead) => void;
  /** How long an exchange may take, until its last byte is read, in milliseconds. */
  readonly timeoutMs: number;
  /** Makes the connections. By default undici's connector. */
  readonly connect?: buildConnector.connector;
  /** How many connections there may be to one origin. By default 64. */
  readonly connections?: number;
}

/** Asks owners over HTTP. */
export interface Upstream<Caller> {
  readonly ask: Ask<Caller>;
  /** Waits for the exchanges under way, then closes every connection. */
  close(): Promise<void>;
}

const CACHED_CHARACTERS = 200_000;

/**
 * Makes an `Ask` that POSTs JSON over keep-alive connections. All contracts of one origin share a pool of connections.
 * Nothing is retried and no redirect is followed. It throws `OwnerUnavailable`, and what `headersFor` throws.
 * @example
 * const upstream = createUpstream({ urlOf: (owner, contract) => `https://${owner}.example/${contract}`, timeoutMs: 5_000 });
 * await upstream.ask({ owner: 'unite', contract: 'organisation', query: '{ viewer { name } }', caller: null });
 */
export function createUpstream<Caller>(options: UpstreamOptions<Caller>): Upstream<Caller> {
  const { urlOf, headersFor, onAnswer, timeoutMs, connect, connections = 64 } = options;
  // The deadline is of the whole exchange, so undici's limits on its parts are off.
  const timeouts = {
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: connect ?? { timeout: timeoutMs },
  };
  const agent = new Agent({ connections, pipelining: 1, ...timeouts });
  const addressOf = parsedAddresses(urlOf);

  const ask: Ask<Caller> = async (request) => {
    const { owner, signal } = request;
    if (signal?.aborted) throw new OwnerUnavailable(owner, 'aborted', 'the client has left');
    const url = addressOf(request);
    const body = bodyOf(request);
    const headers = {
      ...request.headers,
      ...headersFor?.(request, body),
      'content-type': 'application/json',
    };
    const begun = exchange(agent, {
      owner,
      url,
      body,
      headers,
      limits: answerLimits(request, options),
      onAnswer: (head) => onAnswer?.(request, head),
    });
    return withDeadline(owner, timeoutMs, signal, begun);
  };
  return { ask, close: () => agent.close() };
}

/** The address of an owner's contract. A text is parsed once, as long as it is among those used last. */
function parsedAddresses<Caller>(urlOf: UpstreamOptions<Caller>['urlOf']) {
  const parsed = textCache<URL>(CACHED_CHARACTERS);
  return ({ owner, contract }: OwnerRequest<Caller>): URL => {
    const text = urlOf(owner, contract);
    if (text === null) throw new OwnerUnavailable(owner, 'no-address', 'it has no address');
    return parsed.memo(text, { context: () => parsedAddress(text, owner) });
  };
}

function parsedAddress(text: string, owner: string): URL {
  if (URL.canParse(text)) return new URL(text);
  throw new OwnerUnavailable(owner, 'no-address', 'its address is no URL');
}

function bodyOf<Caller>({ query, variables, operationName }: OwnerRequest<Caller>): string {
  return JSON.stringify({ query, variables, operationName });
}
