import type { GraphQLFormattedError } from 'graphql';
import type { OwnerAnswer } from './owner.ts';
import { valueAt } from './response-path.ts';

/** The codes that an owner may answer. All others are the gateway's alone, so that no owner speaks for it. */
const OWNER_CODES: ReadonlySet<unknown> = new Set(['BAD_USER_INPUT', 'FORBIDDEN', 'NOT_FOUND']);

/** That a token is needed, an owner may say where nobody is signed in: else a client would sign its user out. */
const NEEDS_TOKEN = 'UNAUTHENTICATED';

/**
 * An owner's answer, where each error with another code than an owner may use says no more than that the owner failed.
 * @example withOwnerCodes('unite', { errors: [{ message: 'Pay here.', extensions: { code: 'TEAPOT' } }] }, true)
 * // { errors: [{ message: 'The organisation "unite" answered an error.', extensions: { code: 'ORGANISATION_ERROR' } }] }
 */
export function withOwnerCodes(
  owner: string,
  answer: OwnerAnswer,
  isSignedIn: boolean,
): OwnerAnswer {
  if (!answer.errors?.length) return answer;
  const mayHave = (error: unknown): boolean => {
    const code = valueAt(error, ['extensions', 'code']);
    return OWNER_CODES.has(code) || (code === NEEDS_TOKEN && !isSignedIn);
  };
  return {
    ...answer,
    errors: answer.errors.map((error) => (mayHave(error) ? error : failed(owner, error))),
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
