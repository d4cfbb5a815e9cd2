/** Who sends a request, and whether it is let in: before every route that callers pay for. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { whenEnded } from '../http/end-of-answer.ts';
import { answerHttpErrors } from '../http/http-errors.ts';
import { refuse } from '../http/refusal.ts';
import type { SignedIn } from '../identity/signed-in.ts';
import type { Admission, Door } from './door.ts';

export interface Letting {
  /** Who sent a request; null without a token. */
  callerOf(request: FastifyRequest): Promise<SignedIn | null>;
  /** Left out where rates are not limited. */
  door?: Door | undefined;
}

/** A request that was let in. */
export interface LetIn {
  readonly caller: SignedIn | null;
  /** Null where rates are not limited. */
  readonly admission: Admission | null;
}

/**
 * Lets requests in to the routes of a scope, or refuses them. A caller who has nothing left is refused before the body is
 * read: a flood then costs little more than its headers. A place is given after it, so that nobody holds one by a body
 * that comes slowly.
 * @returns what is said of a request that a handler of the scope has
 */
export function letIn(
  scope: FastifyInstance,
  { callerOf, door }: Letting,
): (request: FastifyRequest) => LetIn {
  const callers = new WeakMap<FastifyRequest, LetIn & { enter?: () => Admission }>();
  answerHttpErrors(scope);
  scope.addHook('onRequest', async (request, reply) => {
    const caller = await callerOf(request);
    const visitor = await door?.visitor(caller, request.ip);
    if (visitor && !('enter' in visitor)) return refuse(reply, visitor);
    callers.set(request, { caller, admission: null, ...visitor });
  });
  scope.addHook('preHandler', async (request, reply) => {
    const { caller = null, enter } = callers.get(request) ?? {};
    const admission = enter?.() ?? null;
    whenEnded(reply, () => admission?.leave());
    callers.set(request, { caller, admission });
  });
  return (request) => callers.get(request) ?? { caller: null, admission: null };
}
