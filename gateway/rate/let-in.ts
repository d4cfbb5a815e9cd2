/** Who sends a request, and whether it is let in: before every route that callers pay for. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { whenEnded } from '../http/end-of-answer.ts';
import { answerHttpErrors } from '../http/http-errors.ts';
import { refuse } from '../http/refusal.ts';
import type { SignedIn } from '../identity/signed-in.ts';
import type { Admission, Door, Visitor } from './door.ts';

export interface Letting {
  /** Who sent a request; null without a token. */
  callerOf(request: FastifyRequest): Promise<SignedIn | null>;
  /** Left out where rates are not limited. */
  door?: Pick<Door, 'visitor'> | undefined;
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
  const visitors = new WeakMap<FastifyRequest, Partial<Visitor>>();
  const admitted = new WeakMap<FastifyRequest, LetIn>();
  answerHttpErrors(scope);
  scope.addHook('onRequest', async (request, reply) => {
    const identify = () => callerOf(request);
    const hasToken = request.headers.authorization !== undefined;
    const visitor = door
      ? await door.visitor({ address: request.ip, hasToken, identify })
      : { caller: await identify() };
    if ('status' in visitor) await refuse(reply, visitor);
    else visitors.set(request, visitor);
  });
  scope.addHook('preHandler', async (request, reply) => {
    const { caller = null, enter } = visitors.get(request) ?? {};
    const admission = enter?.() ?? null;
    whenEnded(reply, () => admission?.leave());
    admitted.set(request, { caller, admission });
  });
  return (request) => admitted.get(request) ?? { caller: null, admission: null };
}
