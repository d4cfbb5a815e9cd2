/** The caller of a request, by its bearer token. */
import type { FastifyRequest } from 'fastify';
import { KeysUnavailable } from '../../identity/key-set.ts';
import { bearerIn, issuerOf, type tokenVerifier } from '../../identity/token.ts';
import { log } from '../../platform/log.ts';
import { traceOf } from '../../platform/trace.ts';
import type { Owners } from '../partition/owner.ts';
import { identityUnavailable, unauthenticated } from './identity-errors.ts';
import type { SignedIn } from './signed-in.ts';
import type { Issuers } from './trusted-issuers.ts';

interface Trust {
  owners: Pick<Owners, 'has'>;
  issuers: Issuers;
}

/**
 * The caller; null when the request has no token.
 * @throws UNAUTHENTICATED (401) when the token is not valid or not of an affiliate: a request with a wrong token is
 * never treated as anonymous. Where the token names the issuer of a suspended organisation, the message says so. That
 * is public, so this token is not verified, and its issuer is not asked for keys.
 * @throws IDENTITY_UNAVAILABLE (503) when the issuer cannot be asked whether the token is valid
 */
export async function callerOfRequest(
  { headers: { authorization }, id: requestId }: FastifyRequest,
  verify: ReturnType<typeof tokenVerifier>,
  { owners, issuers }: Trust,
): Promise<SignedIn | null> {
  if (authorization === undefined) return null;
  const token = bearerIn(authorization);
  const caller = await verify(token).catch((error: unknown) => {
    if (!(error instanceof KeysUnavailable)) throw error;
    const organisation = issuers.get(issuerOf(token) ?? '')?.organisation ?? '';
    log.warn({ organisation, requestId, ...traceOf(error) }, 'issuer cannot be asked');
    throw identityUnavailable(organisation);
  });
  if (caller && owners.has(caller.home)) return { ...caller, token };
  const suspended = issuers.suspended(issuerOf(token) ?? '');
  throw unauthenticated(
    suspended === undefined
      ? 'The token is not valid, or has expired: get a new one, and send it as "Authorization: Bearer …".'
      : `The organisation "${suspended}" is suspended: its tokens are refused until it is reinstated. Public data can be read without a token.`,
    { hasToken: /^Bearer +\S/i.test(authorization) },
  );
}
