import { describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { unknownField } from '../../../gateway/partition/refusals.ts';
import { factsOfUnexpected } from '../../../platform/unexpected-error.ts';

describe('the facts of an unexpected error', () => {
  test('are the trace of the error that a resolver threw', () => {
    const originalError = new TypeError('rows is not iterable');
    const error = new GraphQLError(originalError.message, { originalError, path: ['policyIdeas'] });
    expect(factsOfUnexpected(error)).toMatchObject({
      error: 'TypeError',
      message: 'rows is not iterable',
      at: expect.arrayContaining([expect.stringContaining('unexpected-error.test.ts')]),
    });
  });

  test('are the owner, the contract and the code where an owner answered the error, and nothing that it wrote', () => {
    const answered = { message: 'Ann Smith is missing.', extensions: { code: 'MISSING' } };
    const error = new GraphQLError(answered.message, {
      originalError: answered as unknown as Error,
      extensions: { code: 'MISSING', organisation: 'unite', serviceName: 'union', person: 'Ann' },
    });
    expect(factsOfUnexpected(error)).toEqual({
      error: 'OwnerError',
      organisation: 'unite',
      contract: 'union',
      reason: 'MISSING',
    });
  });

  test('have no code of an owner that is not a plain word', () => {
    const error = new GraphQLError('No.', {
      originalError: { message: 'No.' } as unknown as Error,
      extensions: { code: 'Ann Smith', organisation: 'unite' },
    });
    expect(factsOfUnexpected(error)).toEqual({ error: 'OwnerError', organisation: 'unite' });
  });

  test('have the message, without values, where the gateway found the error itself', () => {
    const { message, extensions } = unknownField('Query.nothing', 'party', ['nothing']);
    const error = new GraphQLError(message, {
      originalError: { message } as unknown as Error,
      ...(extensions && { extensions }),
    });
    expect(factsOfUnexpected(error)).toEqual({
      error: 'GatewayError',
      message: 'The contract … has no field Query.nothing.',
      reason: 'INTERNAL_SERVER_ERROR',
    });
  });
});
