/** Serves the routes of contracts by the handlers of Modules. Who may ask is decided here, whatever the gateway decided. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { StartFailure } from '../../../platform/start-failure.ts';
import type { Contract } from '../../../schema/contract-names.ts';
import { ownerPath, type Route, routeName, ROUTES } from '../../../schema/routes.ts';
import { type Access, meets } from '../access/access.ts';
import { refusalOf } from '../access/refusal.ts';
import type { Requirement } from '../access/requirement.ts';
import type { Asking } from '../request.ts';
import type { RouteHandler } from '../routes.ts';
import type { AssertedOf, AssertedRequests } from './assertions.ts';
import { requirementOf } from './route-requirement.ts';
import { sendAnswer } from './send-answer.ts';

interface ServedRoutes<C extends Asking> {
  contracts: readonly Contract[];
  /** The handlers of all Modules, by the names of their routes. */
  handlers: Readonly<Record<string, RouteHandler<C>>>;
  /** How the server decides. */
  access: Access<C>;
  contextOf(asking: Asking, headers: FastifyRequest['headers']): C;
  /** The routes of all contracts; tests change them. */
  routes?: readonly Route[];
}

/**
 * Serves them on an HTTP server that does not listen yet.
 * @throws StartFailure naming a route without a handler, a handler without a route, or a right that there is not
 */
export function serveRoutes<C extends Asking>(
  app: FastifyInstance,
  assertedOf: AssertedRequests,
  { contracts, handlers, routes = ROUTES, ...served }: ServedRoutes<C>,
): void {
  const own = routes.filter(({ contract }) => contracts.includes(contract));
  const names = own.map(routeName);
  const unknown = Object.keys(handlers).find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new StartFailure(
      `Expected handlers of routes in schema/routes.ts, but got one of "${unknown}".`,
    );
  const answers = own.map((route) => {
    const handler = handlers[routeName(route)];
    if (!handler)
      throw new StartFailure(`Expected a Module that answers the route "${routeName(route)}".`);
    return {
      route,
      answer: answerBy(handler, assertedOf, { ...served, asked: requirementOf(route) }),
    };
  });
  void app.register(async (scope) => {
    assertedOf.takeBytes(scope);
    for (const { route, answer } of answers)
      scope.route({
        method: route.method,
        url: ownerPath(route),
        ...(route.mostBytesIn > 0 && { bodyLimit: route.mostBytesIn }),
        handler: answer,
      });
  });
}

interface Guarded<C extends Asking> extends Pick<ServedRoutes<C>, 'access' | 'contextOf'> {
  asked: Requirement;
}

const answerBy =
  <C extends Asking>(
    handler: RouteHandler<C>,
    assertedOf: AssertedOf,
    { access, contextOf, asked }: Guarded<C>,
  ) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { signer, caller } = assertedOf(request);
    const { headers, body } = request;
    const context = contextOf({ caller, requestId: request.id }, headers);
    // The coalition asks for the feed alone.
    if (signer !== 'gateway' || !(await meets(access, asked, null, context)))
      return forbidden(reply, refusalOf(asked, caller, access.owner).message);
    const given = await handler(
      {
        params: request.params as Record<string, string>,
        query: new URL(request.url, 'http://owner').searchParams,
        headers,
        body: (body as Buffer | null | undefined) ?? Buffer.alloc(0),
      },
      context,
    );
    if (given) return sendAnswer(given, request, reply);
    reply.callNotFound();
    return reply;
  };

/** Never 401, which says of an assertion that it was refused. */
const forbidden = (reply: FastifyReply, message: string): FastifyReply =>
  reply.code(403).send({ errors: [{ message, extensions: { code: 'FORBIDDEN' } }] });
