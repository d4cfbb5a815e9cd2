/** What a client is sent where an owner refuses a request: never its own body, in which it could speak for the gateway. */
import type { ErrorCode } from '../../platform/format-error.ts';
import type { Refusal } from '../http/refusal.ts';
import type { SignedIn } from '../identity/signed-in.ts';
import type { OwnerAnswer } from '../partition/owner.ts';
import { withOwnerCodes } from '../partition/owner-codes.ts';
import { sanitizeError } from '../partition/sanitize-error.ts';

/** The statuses by which an owner may refuse, each with what is said where it says nothing itself. */
const SENTENCES: Readonly<Record<number, string>> = {
  400: 'did not understand the request',
  403: 'does not permit this',
  404: 'does not have this',
  406: 'has none of the types that are accepted',
  409: 'has a newer state than the request is of',
  410: 'has this no more',
  412: 'has another version of it',
  413: 'takes no body as long as this',
  415: 'takes no body of this type',
  416: 'does not have this range',
  422: 'cannot do this',
};

/** Any other status from 400 on says of an owner that it failed. What it says of rates or methods is for the gateway to say. */
export const mayRefuseBy = (status: number): boolean => status in SENTENCES;

/** What an owner said as it refused. */
export interface OwnerRefusal {
  readonly owner: string;
  readonly status: number;
  /** Null where that is not of the form of errors here. */
  readonly answer: OwnerAnswer | null;
  readonly caller: SignedIn | null;
}

/** The first error that an owner may say, without addresses; else a sentence of the gateway's. */
export function refusalBy({ owner, status, answer, caller }: OwnerRefusal): Refusal {
  const [error] = withOwnerCodes(owner, answer ?? {}, askedFor(caller, owner)).errors ?? [];
  const { message, extensions } = sanitizeError(owner, error);
  const code = extensions?.['code'] as ErrorCode | undefined;
  if (code && code !== 'ORGANISATION_ERROR')
    return { status, message, extensions: { ...extensions, code } };
  return {
    status,
    message: `The organisation "${owner}" ${SENTENCES[status] ?? 'refused the request'}.`,
    extensions: { code: status === 403 ? 'FORBIDDEN' : 'BAD_REQUEST', organisation: owner },
  };
}

function askedFor(caller: SignedIn | null, owner: string) {
  if (caller === null) return 'nobody';
  return caller.home === owner ? 'own' : 'other';
}
