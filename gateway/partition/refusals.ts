import type { GraphQLFormattedError } from 'graphql';
import { cut } from '../../platform/cut.ts';
import { EXPECTED_GLOBAL_ID, EXPECTED_ORGANISATION_ID } from '../../schema/global-id.ts';
import type { ResponsePath } from './response-path.ts';

const MAX_VALUE_CHARACTERS = 80;

/**
 * The error where an argument has no well-formed id.
 * @example malformedId('ids[2]', 'no id', ['nodes']).extensions // { code: 'BAD_USER_INPUT', argument: 'ids[2]' }
 */
export function malformedId(by: string, value: unknown, path: ResponsePath): GraphQLFormattedError {
  const got = value === undefined ? 'nothing' : cut(JSON.stringify(value), MAX_VALUE_CHARACTERS);
  const expected = `${EXPECTED_GLOBAL_ID} or ${EXPECTED_ORGANISATION_ID}`;
  return refusal('BAD_USER_INPUT', `${by}: expected ${expected}, but got ${got}.`, path, by);
}

/**
 * The error where a list has more items than its field takes.
 * @example tooMany('ids', 100, 101, ['nodes']).message // 'ids: expected at most 100 items, but got 101.'
 */
export function tooMany(
  by: string,
  most: number,
  count: number,
  path: ResponsePath,
): GraphQLFormattedError {
  const message = `${by}: expected at most ${most} items, but got ${count}.`;
  return refusal('BAD_USER_INPUT', message, path, by);
}

/**
 * The error where an id is well formed, and there is no such organisation.
 * @example unknownOwner('input.organisation', 'nosuch', ['submit'])
 */
export function unknownOwner(by: string, owner: string, path: ResponsePath): GraphQLFormattedError {
  const message = `${by}: there is no organisation with the id "${owner}".`;
  return refusal('BAD_USER_INPUT', message, path, by);
}

/**
 * The error where the organisation does not serve the contract.
 * @example notServing('input.organisation', 'fabians', 'party', ['submit'])
 */
export function notServing(
  by: string,
  owner: string,
  contract: string,
  path: ResponsePath,
): GraphQLFormattedError {
  const message = `${by}: the organisation "${owner}" does not serve the contract "${contract}".`;
  return refusal('BAD_USER_INPUT', message, path, by);
}

/**
 * The error where a mutation goes to the caller's home organisation, and nobody is signed in.
 * @example noCaller(['join']).extensions // { code: 'UNAUTHENTICATED' }
 */
export function noCaller(path: ResponsePath): GraphQLFormattedError {
  return refusal(
    'UNAUTHENTICATED',
    'Sign in first: this needs a token in the header "Authorization: Bearer …".',
    path,
  );
}

/**
 * The error where the supergraph has a field that the contract does not have.
 * @example unknownField('Query.nothing', 'organisation', ['x'])
 */
export function unknownField(
  coordinate: string,
  contract: string,
  path: ResponsePath,
): GraphQLFormattedError {
  const message = `The contract "${contract}" has no field ${coordinate}.`;
  return refusal('INTERNAL_SERVER_ERROR', message, path);
}

function refusal(
  code: string,
  message: string,
  path: ResponsePath,
  argument?: string,
): GraphQLFormattedError {
  return { message, path, extensions: { code, ...(argument && { argument }) } };
}
