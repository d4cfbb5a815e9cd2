/** Serves the routes of contracts by the handlers of Modules. Who may ask is decided here, whatever the gateway decided. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { bodyLimitOf } from '../../../platform/http/body-limit.ts';
import { isPublicCode } from '../../../platform/format-error.ts';
import { StartFailure } from '../../../platform/start-failure.ts';
import type { Contract } from '../../../schema/contract-names.ts';
import { ownerPath, type Route, routeName, ROUTES } from '../../../schema/routes.ts';
import { meets } from '../access/access.ts';
import { refusalOf } from '../access/refusal.ts';
import type { Requirement } from '../access/requirement.ts';
import type { Asking } from '../request.ts';
import type { RouteHandler } from '../routes.ts';
import type { AssertedOf, AssertedRequests } from './assertions.ts';
import { requirementOf } from './route-requirement.ts';
import type { Decisions } from './serve.ts';
import { sendAnswer } from './send-answer.ts';

/** The statuses of errors that handlers throw. Never 401, which says of an assertion that it was refused. */
const STATUSES: Readonly<Record<string, number>> = {
  BAD_USER_INPUT: 400,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  UNAUTHENTICATED: 403,
};

/** The extensions of an error of ../errors.ts. */
interface WrittenError {
  readonly code?: string;
  readonly argument?: string;
  readonly http?: { readonly status?: number };
}

interface ServedRoutes<C extends Asking> {
  contracts: readonly Contract[];
  /** The handlers of all Modules, by the names of their routes. */
  handlers: Readonly<Record<string, RouteHandler<C>>>;
  /** How the server decides. */
  access: Decisions<C>;
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
    scope.setErrorHandler((error, _request, reply) => {
      if (!(error instanceof GraphQLError)) throw error;
      const { code, argument, http } = error.extensions as WrittenError;
      const status = http?.status ?? STATUSES[code ?? ''];
      // What was not written for clients is for the log.
      if (status === undefined || !isPublicCode(code)) throw error;
      return refuse(reply, status, error.message, { code, ...(argument && { argument }) });
    });
    for (const { route, answer } of answers)
      scope.route({
        method: route.method,
        url: ownerPath(route),
        ...bodyLimitOf(route.mostBytesIn),
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
    const { signer, caller: asserted } = assertedOf(request);
    const { headers, body } = request;
    const caller = await access.callerOf(asserted, request);
    const context = contextOf({ caller, requestId: request.id }, headers);
    // The coalition asks for the feed alone.
    if (signer !== 'gateway' || !(await meets(access, asked, null, context)))
      return refuse(reply, 403, refusalOf(asked, caller, access.owner).message, {
        code: 'FORBIDDEN',
      });
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

const refuse = (
  reply: FastifyReply,
  status: number,
  message: string,
  extensions: Readonly<Record<string, unknown>>,
): FastifyReply => reply.code(status).send({ errors: [{ message, extensions }] });
