/** The headers of requests to owners. */
import { assertionsBy } from '../identity/assertion.ts';
import { asSeenBy } from '../identity/pseudonym.ts';
import type { SignerSessions } from '../identity/sessions-of-signer.ts';
import type { SigningKeys } from '../identity/signing-keys.ts';
import { REQUEST_ID_HEADER } from '../platform/http/server.ts';
import type { SignedIn } from './identity/signed-in.ts';
import type { OwnerRequest } from './partition/owner.ts';

/** What is asked of an owner: a contract, or a path of it. */
type Asked = Pick<OwnerRequest<SignedIn>, 'owner' | 'contract' | 'caller' | 'requestId'> & {
  /** With the query; that of the contract when left out. */
  path?: string;
};

/**
 * Makes the headers of a request to an owner: the id of the client's request, a signed assertion of the caller as that
 * owner may see them, and the caller's own token, where the owner is their home.
 * @param pseudonymKey the key that pseudonyms are derived from
 * @param sessions those with owners, whose keys are used in the place of a signature
 */
export function ownerHeaders(
  signingKeys: SigningKeys,
  pseudonymKey: string,
  sessions: SignerSessions,
) {
  const assertion = assertionsBy('gateway', signingKeys, sessions);
  return (
    { owner, contract, caller, requestId, path = `/${contract}` }: Asked,
    body: string | Buffer,
  ): Record<string, string> => {
    const visibleCaller = caller && asSeenBy(owner, caller, pseudonymKey);
    return {
      ...(requestId && { [REQUEST_ID_HEADER]: requestId }),
      ...(caller?.home === owner && { authorization: `Bearer ${caller.token}` }),
      ...assertion(owner, { path, body }, visibleCaller),
    };
  };
}
