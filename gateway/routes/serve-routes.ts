/** The routes of contracts at the gateway: each request goes to its owner. docs/guides/routes.md */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { COALITION } from '../../directory/organisations.ts';
import { bodyLimitOf } from '../../platform/http/body-limit.ts';
import { ownerPath, publicPaths, type Route } from '../../schema/routes.ts';
import { addVary } from '../http/compression.ts';
import { abortOnDisconnect } from '../http/end-of-answer.ts';
import { refuse } from '../http/refusal.ts';
import { unauthenticated } from '../identity/identity-errors.ts';
import type { SignedIn } from '../identity/signed-in.ts';
import { type Owners, OwnerUnavailable } from '../partition/owner.ts';
import { headersOfRefusal, headersToClient, headersToOwner } from './allowed-headers.ts';
import { letIn, type LetIn, type Letting } from '../rate/let-in.ts';
import type { RouteAnswer } from './carry.ts';
import { refusalBy } from './owner-refusal.ts';
import { noAnswer, suspended, wrongMethod } from './refusals.ts';

/** What a caller pays for a request: about what a page of rows costs. */
const COST = 100;

/** A request to a route, before it is signed. */
export interface RouteCall {
  readonly owner: string;
  readonly contract: string;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly mostBytesOut: number;
  readonly caller: SignedIn | null;
  readonly requestId: string;
  readonly signal: AbortSignal;
}

/**
 * Carries a request to its owner, and hands its answer over as soon as that begins. Resolves once it was passed on;
 * rejects with OwnerUnavailable.
 */
export type CarryRoute = (call: RouteCall, deliver: (answer: RouteAnswer) => void) => Promise<void>;

interface Carrying extends Letting {
  owners: Owners;
  carry: CarryRoute;
}

/** A request to a route that was let in. */
interface RouteRequest extends Pick<Carrying, 'owners' | 'carry'>, LetIn {
  readonly route: Route;
}

/** Serves routes at their public paths. What is at none of them is answered as ever. */
export function serveRoutes(
  app: FastifyInstance,
  routes: readonly Route[],
  { owners, carry, ...letting }: Carrying,
): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    const letInOf = letIn(scope, letting);
    const methods = new Map<string, string[]>();
    for (const route of routes)
      for (const url of publicPaths(route)) {
        const method = methodsOf(route);
        methods.set(url, [...(methods.get(url) ?? []), ...method]);
        scope.route({
          method,
          url,
          ...bodyLimitOf(route.mostBytesIn),
          handler: (request, reply) =>
            answer({ route, owners, carry, ...letInOf(request) }, request, reply),
        });
      }
    for (const [url, allowed] of methods) refuseOthers(scope, url, allowed);
  });
}

const methodsOf = ({ method }: Route): string[] => (method === 'GET' ? ['GET', 'HEAD'] : [method]);

/** OPTIONS is answered by CORS. */
function refuseOthers(scope: FastifyInstance, url: string, allowed: readonly string[]): void {
  scope.route({
    method: scope.supportedMethods.filter((one) => one !== 'OPTIONS' && !allowed.includes(one)),
    url,
    handler: ({ method }, reply) => refuse(reply, wrongMethod(method, allowed)),
  });
}

async function answer(
  { route, owners, carry, caller, admission }: RouteRequest,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { contract, who, mostBytesOut } = route;
  await admission?.pay(COST);
  const { owner = COALITION, ...params } = request.params as Record<string, string>;
  const path = filledIn(ownerPath(route), params);
  if (!owners.serves(owner, contract) || path === null) return notThere(reply);
  if (owners.isSuspended(owner)) return refuse(reply, suspended(owner));
  // Who else may not, its owner says.
  if (who !== 'ANYONE' && caller === null)
    throw unauthenticated('A token is needed here: send it as "Authorization: Bearer …".', {
      hasToken: false,
    });
  const [, query = ''] = /^[^?]*(\?.*)?$/s.exec(request.url) ?? [];
  const call: RouteCall = {
    owner,
    contract,
    method: request.method,
    path: path + query,
    headers: headersToOwner(request.headers),
    body: (request.body as Buffer | null | undefined) ?? Buffer.alloc(0),
    mostBytesOut,
    caller,
    requestId: request.id,
    signal: abortOnDisconnect(reply),
  };
  try {
    await carry(call, (given) => void deliver(reply, call, given));
  } catch (error) {
    // What failed on its way was cut by its stream.
    if (!(error instanceof OwnerUnavailable)) throw error;
    if (!reply.sent) return refuse(reply, noAnswer(error));
  }
  return reply;
}

/** The path with the values of its parameters; null where one would lead elsewhere. */
function filledIn(path: string, params: Readonly<Record<string, string>>): string | null {
  if (Object.values(params).some((value) => value === '.' || value === '..')) return null;
  return path.replaceAll(/:(\w+)/g, (_text, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  );
}

/** In the words of the gateway, so that nobody can tell an owner that is not there from what it does not have. */
const notThere = (reply: FastifyReply): FastifyReply => {
  reply.callNotFound();
  return reply;
};

function deliver(
  reply: FastifyReply,
  { owner, caller }: RouteCall,
  { statusCode: status, headers, body, refusal }: RouteAnswer,
): FastifyReply {
  if (status === 404) return notThere(reply);
  // Whether an answer depends on who asks is its owner's affair: to caches, each does.
  addVary(reply, ...(headers.vary?.split(',').map((name) => name.trim()) ?? []), 'authorization');
  if (refusal === undefined) return reply.code(status).headers(headersToClient(headers)).send(body);
  void reply.headers(headersOfRefusal(headers));
  return refuse(reply, refusalBy({ owner, status, answer: refusal, caller }));
}
