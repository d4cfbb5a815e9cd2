import type { GraphQLFormattedError } from 'graphql';
import type { OwnerAnswer } from './owner.ts';
import { valueAt } from './response-path.ts';

/** An owner may answer with 8 MB of errors. The first of them are read. */
const MAX_ERRORS = 1_000;

/** The codes that an owner may answer. All others are the gateway's alone, so that no owner speaks for it. */
const OWNER_CODES: ReadonlySet<unknown> = new Set(['BAD_USER_INPUT', 'FORBIDDEN', 'NOT_FOUND']);

/** For whom an owner is asked: for nobody who signed in, for someone at home there, or for someone from elsewhere. */
export type AskedFor = 'nobody' | 'own' | 'other';

/**
 * What an owner may say of a token besides. Of its own people's it is the judge. Where another one said that a token is
 * needed, a client would sign its user out.
 */
const TOKEN_CODES: Readonly<Record<AskedFor, ReadonlySet<unknown>>> = {
  nobody: new Set(['UNAUTHENTICATED']),
  own: new Set(['UNAUTHENTICATED', 'IDENTITY_UNAVAILABLE']),
  other: new Set(),
};

/**
 * An owner's answer with its first errors. Each with another code than an owner may use says no more than that the owner
 * failed.
 * @example withOwnerCodes('unite', { errors: [{ message: 'Pay here.', extensions: { code: 'TEAPOT' } }] }, 'other')
 * // { errors: [{ message: 'The organisation "unite" answered an error.', extensions: { code: 'ORGANISATION_ERROR' } }] }
 */
export function withOwnerCodes(
  owner: string,
  answer: OwnerAnswer,
  askedFor: AskedFor,
): OwnerAnswer {
  if (!answer.errors?.length) return answer;
  const mayHave = (error: unknown): boolean => {
    const code = valueAt(error, ['extensions', 'code']);
    return OWNER_CODES.has(code) || TOKEN_CODES[askedFor].has(code);
  };
  return {
    ...answer,
    errors: answer.errors
      .slice(0, MAX_ERRORS)
      .map((error) => (mayHave(error) ? error : failed(owner, error))),
  };
}

function failed(owner: string, error: unknown): GraphQLFormattedError {
  const path = valueAt(error, ['path']) as GraphQLFormattedError['path'];
  return {
    message: `The organisation "${owner}" answered an error.`,
    ...(path !== undefined && { path }),
    extensions: { code: 'ORGANISATION_ERROR' },
  };
}
