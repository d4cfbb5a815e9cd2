/** Carries a request to its owner, and the answer back while it comes. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { Agent, type buildConnector, type Dispatcher, errors } from 'undici';
import { readGraphqlAnswer } from '../partition/graphql-answer.ts';
import { type OwnerAnswer, OwnerUnavailable } from '../partition/owner.ts';
import { BodyCut, BoundedBody } from './bounded-body.ts';
import { mayRefuseBy } from './owner-refusal.ts';

/** A request to a route, as its owner is sent it. */
export interface RouteRequest {
  readonly owner: string;
  readonly origin: string;
  /** With the query, to the letter as it is signed. */
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty where it has none. */
  readonly body: Buffer;
  readonly mostBytesOut: number;
  /** Aborts when the client has left. */
  readonly signal: AbortSignal;
}

/** An owner's answer to it. */
export interface RouteAnswer {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  /** Null where it has none, as after HEAD. */
  readonly body: Readable | null;
  /** What it says where it refuses the request; null where that is no error as they are here. */
  readonly refusal?: OwnerAnswer | null;
}

/** How long an error may be, in bytes. */
const MOST_BYTES_OF_ERROR = 65_536;

interface CarrierOptions {
  /** How long an owner may take until its answer begins, and between its parts, in milliseconds. */
  readonly timeoutMs: number;
  readonly connect: buildConnector.connector;
  /** How many connections there may be to one origin: apart from those of GraphQL, since answers may be long. */
  readonly connections?: number;
}

/** Statuses of an owner, or of what stands before it, that say that it is not there. */
const NOT_THERE: ReadonlySet<number> = new Set([502, 503, 504]);

export function createCarrier({ timeoutMs, connect, connections = 32 }: CarrierOptions) {
  const agent = new Agent({ connections, connect, headersTimeout: 0, bodyTimeout: timeoutMs });

  /**
   * Sends a request, and hands its answer over as soon as that begins.
   * @returns once the whole answer was passed on
   * @throws OwnerUnavailable in place of whatever it fails with
   */
  async function carry(
    request: RouteRequest,
    deliver: (answer: RouteAnswer) => void,
  ): Promise<void> {
    const { owner, signal } = request;
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), timeoutMs);
    try {
      const answer = await send(request, AbortSignal.any([signal, late.signal]));
      clearTimeout(timer);
      needAnswer(request, answer);
      await passOn(request, answer, deliver);
    } catch (error) {
      throw unavailable(error, owner, { hasLeft: signal.aborted, isLate: late.signal.aborted });
    } finally {
      clearTimeout(timer);
    }
  }

  const send = async (
    { origin, path, method, headers, body }: RouteRequest,
    signal: AbortSignal,
  ): Promise<Dispatcher.ResponseData> =>
    agent.request({
      origin,
      path,
      method,
      headers,
      body: body.length > 0 ? body : null,
      signal,
    });
  return { carry, close: () => agent.close() };
}

/** @throws OwnerUnavailable where the answer is none of the route's */
function needAnswer({ owner, mostBytesOut }: RouteRequest, answer: Dispatcher.ResponseData): void {
  const { statusCode, headers } = answer;
  const refuse = (reason: OwnerUnavailable['reason'], detail: string): never => {
    discard(answer);
    throw new OwnerUnavailable(owner, reason, detail);
  };
  const status = `it answered with the status ${statusCode}`;
  if (statusCode === 401) refuse('refused', status);
  if (statusCode >= 300 && statusCode < 400 && statusCode !== 304) refuse('redirect', status);
  if (NOT_THERE.has(statusCode)) refuse('status', status);
  if (statusCode >= 400 && !mayRefuseBy(statusCode)) refuse('error', status);
  // Nobody asked for one, and the client would not be sent which one it is.
  if ((headers['content-encoding'] ?? 'identity') !== 'identity')
    refuse('error', 'it answered in a coding');
  if (Number(headers['content-length'] ?? 0) > mostBytesOut)
    refuse('too-large', `its answer is longer than ${mostBytesOut} bytes`);
}

async function passOn(
  { method, mostBytesOut }: RouteRequest,
  answer: Dispatcher.ResponseData,
  deliver: (answer: RouteAnswer) => void,
): Promise<void> {
  const { statusCode, headers } = answer;
  if (statusCode >= 400 && statusCode !== 404)
    return deliver({ statusCode, headers, body: null, refusal: await refusalIn(answer) });
  if (method === 'HEAD' || statusCode === 204 || statusCode === 304 || statusCode === 404) {
    discard(answer);
    return deliver({ statusCode, headers, body: null });
  }
  const body = new BoundedBody(mostBytesOut);
  const passed = pipeline(answer.body, body);
  deliver({ statusCode, headers, body });
  await passed;
}

/** What an owner says as it refuses; null where that is too long, or no error as they are here. */
async function refusalIn({ body }: Dispatcher.ResponseData): Promise<OwnerAnswer | null> {
  const bytes = new BoundedBody(MOST_BYTES_OF_ERROR);
  const [text] = await Promise.all([buffer(bytes), pipeline(body, bytes)]).catch(() => []);
  return text ? readGraphqlAnswer(text, new Map()) : null;
}

/** Without a listener, an error of a body that nobody reads would end the process. */
const discard = ({ body }: Dispatcher.ResponseData): void =>
  void body.dump().catch(() => undefined);

function unavailable(
  error: unknown,
  owner: string,
  { hasLeft, isLate }: { hasLeft: boolean; isLate: boolean },
): OwnerUnavailable {
  if (error instanceof OwnerUnavailable) return error;
  if (hasLeft) return new OwnerUnavailable(owner, 'aborted', 'the client has left');
  if (isLate || error instanceof errors.BodyTimeoutError)
    return new OwnerUnavailable(owner, 'timeout', 'it did not answer in time');
  if (error instanceof BodyCut)
    return new OwnerUnavailable(owner, error.reason, 'its answer was cut');
  return new OwnerUnavailable(owner, 'failed', 'the exchange with it failed', { cause: error });
}
