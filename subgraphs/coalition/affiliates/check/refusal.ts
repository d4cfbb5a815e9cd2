/** The errors that a check of an organisation ends with. */
import { GraphQLError } from 'graphql';
import { AddressRefused } from '../../../../platform/http/safe-connect.ts';
import { NoAnswer } from './organisation-client.ts';

/** @param got completes "…, but" */
export const refusal = (argument: string, expected: string, got: string): GraphQLError =>
  new GraphQLError(`${argument}: expected ${expected}, but ${got}.`, {
    extensions: { code: 'BAD_USER_INPUT', argument },
  });

/**
 * Awaits an answer of the organisation, or a look-up of its host.
 * @throws BAD_USER_INPUT saying why there is none
 */
export async function orRefuse<Found>(
  argument: string,
  expected: string,
  promise: Promise<Found>,
): Promise<Found> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof NoAnswer || error instanceof AddressRefused)
      throw refusal(argument, expected, error.message);
    throw error;
  }
}
