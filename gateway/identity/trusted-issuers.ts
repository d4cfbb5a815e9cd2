/** The issuers of the directory, each trusted for its own organisation. */
import { COALITION, needOwnIssuers, type Organisation } from '../../directory/organisations.ts';
import type { SignIn } from '../../directory/sign-in.ts';
import { keysAt, keysOfIssuer } from '../../identity/fetch-keys.ts';
import { keySet } from '../../identity/key-set.ts';
import type { TrustedIssuer } from '../../identity/token.ts';

/** The issuers of all organisations that have one, and of the coalition. */
export function trustedIssuers(
  organisations: readonly Organisation[],
  coalition: SignIn | null,
): TrustedIssuer[] {
  const all = [...organisations, { id: COALITION, signIn: coalition }];
  needOwnIssuers(all);
  return all.flatMap(({ id, signIn }) => (signIn ? [trustedIssuer(id, signIn)] : []));
}

const trustedIssuer = (organisation: string, signIn: SignIn): TrustedIssuer => {
  const { issuer, audience, jwks, rolesClaim, roleNames, applications } = signIn;
  return {
    organisation,
    issuer,
    audience,
    rolesClaim,
    roleNames,
    keys: keySet(jwks === null ? keysOfIssuer(issuer) : keysAt(jwks)),
    applications: new Map(applications.map(({ subject, rights }) => [subject, rights])),
  };
};
