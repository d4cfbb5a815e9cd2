/** Who asks, by the bearer token of a request. Nothing else in the gateway reads a header of a client. */
import { GraphQLError } from 'graphql';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../identity/caller.ts';
import type { tokenVerifier } from '../../identity/token.ts';
import type { Owners } from '../partition/owner.ts';

/**
 * The caller; null when the request carries no token.
 * @throws UNAUTHENTICATED (401) when it carries one that is not valid, or not of an affiliate: a wrong token
 * is never an anonymous question.
 */
export async function callerOfRequest(
  { headers }: FastifyRequest,
  verify: ReturnType<typeof tokenVerifier>,
  owners: Pick<Owners, 'has'>,
): Promise<Caller | null> {
  const { authorization } = headers;
  if (authorization === undefined) return null;
  const token = /^Bearer +([^\s]+)$/i.exec(authorization)?.[1];
  const caller = token === undefined ? null : await verify(token);
  if (caller && owners.has(caller.home)) return caller;
  throw new GraphQLError(
    'The token is not valid, or has expired: get a new one, and send it as "Authorization: Bearer …".',
    { extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } } },
  );
}
