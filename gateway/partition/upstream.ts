import { Agent, type buildConnector } from 'undici';
import { OwnerUnavailable } from './owner.ts';
import type { Ask, OwnerAnswer, OwnerRequest } from './owner.ts';
import { readBody } from './read-body.ts';
import { withinTime } from './within-time.ts';

/** How an answer begins. */
export interface AnswerHead {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface UpstreamOptions<Caller> {
  /** Where an owner serves a contract now; null where it has no address. */
  readonly urlOf: (owner: string, contract: string) => string | null;
  /** The headers of a request, made from its exact body so that they can sign it. */
  readonly headersFor?: (
    request: OwnerRequest<Caller>,
    body: string,
  ) => Record<string, string> | Promise<Record<string, string>>;
  /** Is told how each answer begins, before its body is read. */
  readonly heard?: (request: OwnerRequest<Caller>, begins: AnswerHead) => void;
  /** How long an exchange may take from the first header made to the last byte read, in milliseconds. */
  readonly timeoutMs: number;
  /** How long an answer may be, in bytes. By default 8 MB. */
  readonly maxBytes?: number;
  /** How connections are made, where not just as to anyone. */
  readonly connect?: buildConnector.connector;
  /** How many connections there may be to one origin. By default 64. */
  readonly connections?: number;
}

/** Asks owners over HTTP. */
export interface Upstream<Caller> {
  readonly ask: Ask<Caller>;
  /** Lets the exchanges under way end, then closes every connection. */
  close(): Promise<void>;
}

interface Exchange {
  readonly url: URL;
  readonly body: string;
  readonly headers: Record<string, string>;
  readonly signal: AbortSignal;
  readonly heard: (begins: AnswerHead) => void;
}

const MEGABYTE = 1024 * 1024;

/**
 * Makes an `Ask` that POSTs JSON over keep-alive connections, one pool for each origin whatever the contract.
 * Nothing is retried and no redirect is followed. It throws `OwnerUnavailable`, and nothing else.
 */
export function createUpstream<Caller>(options: UpstreamOptions<Caller>): Upstream<Caller> {
  const {
    urlOf,
    headersFor,
    heard,
    timeoutMs,
    connect,
    maxBytes = 8 * MEGABYTE,
    connections = 64,
  } = options;
  // The limit on time is on the whole exchange, so undici's own on its parts are off.
  const timeouts = {
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: connect ?? { timeout: timeoutMs },
  };
  const agent = new Agent({ connections, pipelining: 1, ...timeouts });

  const ask: Ask<Caller> = async (request) => {
    const url = addressOf(request, urlOf);
    return withinTime(request.owner, timeoutMs, request.signal, async (signal) => {
      const body = bodyOf(request);
      const headers = {
        ...(await headersFor?.(request, body)),
        'content-type': 'application/json',
      };
      const hear: Exchange['heard'] = (begins) => heard?.(request, begins);
      return exchange(agent, request.owner, { url, body, headers, signal, heard: hear }, maxBytes);
    });
  };
  return { ask, close: () => agent.close() };
}

function addressOf<Caller>(
  { owner, contract }: OwnerRequest<Caller>,
  urlOf: UpstreamOptions<Caller>['urlOf'],
): URL {
  const url = urlOf(owner, contract);
  if (url === null) throw new OwnerUnavailable(owner, 'no-address', 'it has no address');
  if (!URL.canParse(url)) throw new OwnerUnavailable(owner, 'no-address', 'its address is no URL');
  return new URL(url);
}

function bodyOf<Caller>({ query, variables, operationName }: OwnerRequest<Caller>): string {
  return JSON.stringify({ query, variables, operationName });
}

async function exchange(
  agent: Agent,
  owner: string,
  { url, body, headers, signal, heard }: Exchange,
  maxBytes: number,
): Promise<OwnerAnswer> {
  const response = await agent.request({
    origin: url.origin,
    path: url.pathname + url.search,
    method: 'POST',
    headers: { accept: 'application/graphql-response+json, application/json', ...headers },
    body,
    signal,
  });
  // Without a listener, the error of a body that is destroyed ends the process.
  response.body.on('error', () => undefined);
  const { statusCode } = response;
  heard(response);
  const mayHoldAnswer = statusCode === 200 || (statusCode >= 400 && statusCode !== 401);
  if (!mayHoldAnswer) {
    response.body.destroy();
    const reason = statusCode >= 300 && statusCode < 400 ? 'redirect' : 'status';
    throw new OwnerUnavailable(owner, reason, `it answered with the status ${statusCode}`);
  }
  const answer = graphqlAnswer(await readBody(owner, response.body, maxBytes));
  if (answer && (statusCode === 200 || answer.errors)) return answer;
  if (statusCode === 200)
    throw new OwnerUnavailable(owner, 'not-graphql', 'it answered no GraphQL');
  throw new OwnerUnavailable(owner, 'status', `it answered with the status ${statusCode}`);
}

/** A body as a GraphQL answer, or null where it is none: it has data, errors or both. */
function graphqlAnswer(text: string): OwnerAnswer | null {
  const body = parsed(text);
  if (typeof body !== 'object' || body === null) return null;
  const { data, errors }: { data?: unknown; errors?: unknown } = body;
  if (typeof data !== 'object' || Array.isArray(data)) if (data !== undefined) return null;
  if (errors !== undefined && !Array.isArray(errors)) return null;
  return data === undefined && errors === undefined ? null : body;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
