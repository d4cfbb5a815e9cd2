/** The caller of a request, by its bearer token. */
import { GraphQLError } from 'graphql';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../identity/caller.ts';
import { issuerOf, type tokenVerifier } from '../../identity/token.ts';
import type { Owners } from '../partition/owner.ts';
import type { Issuers } from './trusted-issuers.ts';

/**
 * The caller; null when the request has no token.
 * @throws UNAUTHENTICATED (401) when the token is not valid or not of an affiliate: a request with a wrong token is
 * never treated as anonymous. Where the token names the issuer of a suspended organisation, the message says so. That
 * is public, so this token is not verified, and its issuer is not asked for keys.
 */
export async function callerOfRequest(
  { headers }: FastifyRequest,
  verify: ReturnType<typeof tokenVerifier>,
  { owners, issuers }: { owners: Pick<Owners, 'has'>; issuers: Pick<Issuers, 'suspended'> },
): Promise<Caller | null> {
  const { authorization } = headers;
  if (authorization === undefined) return null;
  const token = /^Bearer +([^\s]+)$/i.exec(authorization)?.[1];
  const caller = token === undefined ? null : await verify(token);
  if (caller && owners.has(caller.home)) return caller;
  const suspended = token === undefined ? undefined : issuers.suspended(issuerOf(token) ?? '');
  throw new GraphQLError(
    suspended === undefined
      ? 'The token is not valid, or has expired: get a new one, and send it as "Authorization: Bearer …".'
      : `The organisation "${suspended}" is suspended: its tokens are refused until it is reinstated. Public data can be read without a token.`,
    { extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } } },
  );
}
