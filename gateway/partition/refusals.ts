import type { GraphQLFormattedError } from 'graphql';
import { EXPECTED_GLOBAL_ID, EXPECTED_ORGANISATION_ID } from '../../schema/global-id.ts';
import type { Path } from './place.ts';

const SHOWN_CHARACTERS = 80;

/** Something else stands where an id was expected. */
export function malformedId(by: string, value: unknown, path: Path): GraphQLFormattedError {
  const got = value === undefined ? 'nothing' : JSON.stringify(value).slice(0, SHOWN_CHARACTERS);
  const expected = `${EXPECTED_GLOBAL_ID} or ${EXPECTED_ORGANISATION_ID}`;
  return refusal('BAD_USER_INPUT', `${by}: expected ${expected}, but got ${got}.`, path, by);
}

/** A list has more items than its field takes. */
export function tooMany(
  by: string,
  most: number,
  count: number,
  path: Path,
): GraphQLFormattedError {
  const message = `${by}: expected at most ${most} items, but got ${count}.`;
  return refusal('BAD_USER_INPUT', message, path, by);
}

/** The id is well formed and there is no such organisation. */
export function unknownOwner(by: string, owner: string, path: Path): GraphQLFormattedError {
  const message = `${by}: there is no organisation with the id "${owner}".`;
  return refusal('BAD_USER_INPUT', message, path, by);
}

/** There is such an organisation, and it does not do this. */
export function notServing(
  by: string,
  owner: string,
  contract: string,
  path: Path,
): GraphQLFormattedError {
  const message = `${by}: the organisation "${owner}" does not serve the contract "${contract}".`;
  return refusal('BAD_USER_INPUT', message, path, by);
}

/** The caller's home organisation is to do this, and nobody is signed in. */
export function noCaller(path: Path): GraphQLFormattedError {
  return refusal(
    'UNAUTHENTICATED',
    'Sign in first: this needs a token in the header "Authorization: Bearer …".',
    path,
  );
}

/** The contract at the owners and the one here are not the same. */
export function unknownField(
  coordinate: string,
  contract: string,
  path: Path,
): GraphQLFormattedError {
  const message = `The contract "${contract}" has no field ${coordinate}.`;
  return refusal('INTERNAL_SERVER_ERROR', message, path);
}

function refusal(
  code: string,
  message: string,
  path: Path,
  argument?: string,
): GraphQLFormattedError {
  return { message, path, extensions: { code, ...(argument && { argument }) } };
}
