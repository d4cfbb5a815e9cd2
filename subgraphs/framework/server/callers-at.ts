/**
 * Who asks a server, as far as the server can tell by itself. Of people from elsewhere the gateway says who they are: they are
 * pseudonyms, and nothing personal is theirs. Its own people it knows by their own token alone, which it verifies: whoever
 * has the keys of the gateway, and no token of a person, is nobody at home here.
 */
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../../identity/caller.ts';
import { KeysUnavailable } from '../../../identity/key-set.ts';
import { awayFromHome, isPseudonym } from '../../../identity/pseudonym.ts';
import { bearerIn, tokenVerifier } from '../../../identity/token.ts';
import type { TrustedIssuer } from '../../../identity/trusted-issuer.ts';
import { log } from '../../../platform/log.ts';
import { traceOf } from '../../../platform/trace.ts';
import { tokenRefused, tokenUnverified } from '../errors.ts';
import type { PersonIdOf } from '../person-ids.ts';

/** The caller of a request, of whom the gateway asserted something. */
export type CallerOf = (
  asserted: Caller | null,
  request: Pick<FastifyRequest, 'headers' | 'id'>,
) => Promise<Caller | null>;

/**
 * Makes the callers at a server.
 * @param owner whose server it is
 * @param issuer of its own people; null where it has none, so that nobody is at home
 * @param personIdOf what its own people are called in its rows
 */
export function callersAt(
  owner: string,
  issuer: TrustedIssuer | null,
  personIdOf: PersonIdOf = (tokenId) => tokenId,
): CallerOf {
  const verify = tokenVerifier(new Map(issuer ? [[issuer.issuer, issuer]] : []));
  return async (asserted, { headers: { authorization }, id: requestId }) => {
    if (!asserted) return null;
    if (asserted.home !== owner && isPseudonym(asserted)) return awayFromHome(asserted);
    const own = await verify(bearerIn(authorization)).catch((error: unknown) => {
      if (!(error instanceof KeysUnavailable)) throw error;
      log.warn({ requestId, ...traceOf(error) }, 'own issuer cannot be asked');
      throw tokenUnverified(owner);
    });
    // The token decides what they may; who they are, both have to say.
    if (own && own.home === asserted.home && own.person === asserted.person)
      return { ...own, person: personIdOf(own.person) };
    log.warn({ requestId, reason: own ? 'other-person' : 'token' }, 'caller refused');
    throw tokenRefused(owner);
  };
}
