/** What a subgraph answers when it cannot do what was asked: a code for programs, a sentence for people. */
import { GraphQLError } from 'graphql';
import { cut } from '../../platform/cut.ts';

/** The most characters of a wrong value that an error repeats. */
const LONGEST_VALUE = 80;

/** What would be read as something else than a part of the value. */
const UNPRINTED = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

const formatted = (value: unknown): string => {
  if (value === '') return 'an empty text';
  const text = typeof value === 'string' ? `"${value}"` : (JSON.stringify(value) ?? 'nothing');
  const short = text.length > LONGEST_VALUE ? `${cut(text, LONGEST_VALUE)}…` : text;
  return short.replaceAll(
    UNPRINTED,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
};

/**
 * An argument is wrong: names it by path, says what was expected and what came.
 * @example throw badInput('first', 'a whole number from 1 to 100', -1)
 */
export const badInput = (argument: string, expected: string, got: unknown): GraphQLError =>
  new GraphQLError(`${argument}: expected ${expected}, but got ${formatted(got)}.`, {
    extensions: { code: 'BAD_USER_INPUT', argument },
  });

/**
 * An argument is well formed, but its value is not allowed here: the sentence says why.
 * @example throw notAllowed('input.named', 'You can be named only at your own organisation.')
 */
export const notAllowed = (argument: string, sentence: string): GraphQLError =>
  new GraphQLError(sentence, { extensions: { code: 'BAD_USER_INPUT', argument } });

/**
 * A mutation names something that is not there, or that the caller may not see.
 * @example if (!idea) throw notFound('input.idea', 'policy idea', id)
 */
export const notFound = (argument: string, what: string, id: string): GraphQLError =>
  new GraphQLError(`${argument}: there is no ${what} with the id "${id}".`, {
    extensions: { code: 'NOT_FOUND', argument },
  });

/** Nobody is signed in, and somebody must be. */
export const unauthenticated = (): GraphQLError =>
  new GraphQLError('Sign in first: this needs a token in the header "Authorization: Bearer …".', {
    extensions: { code: 'UNAUTHENTICATED' },
  });

/** Nobody is at home here without a token of theirs. Not the status 401, by which a server refuses what is not signed. */
export const tokenRefused = (owner: string): GraphQLError =>
  new GraphQLError(`"${owner}" does not accept the token of its own issuer: get a new one.`, {
    extensions: { code: 'UNAUTHENTICATED', http: { status: 403 } },
  });

/** Whether a token is valid is not known here, as its issuer gives no keys. */
export const tokenUnverified = (owner: string): GraphQLError =>
  new GraphQLError(
    `"${owner}" cannot verify the token now, as its issuer does not give its keys: try again later.`,
    { extensions: { code: 'IDENTITY_UNAVAILABLE', organisation: owner, http: { status: 503 } } },
  );

/** The caller may not do that. */
export const forbidden = (sentence: string): GraphQLError =>
  new GraphQLError(sentence, { extensions: { code: 'FORBIDDEN' } });

/** An expected refusal: an answer, not an error. Its code is one of its mutation's. */
export interface UserError<Code extends string> {
  code: Code;
  message: string;
  field: string | null;
}

/** What a mutation that was refused, or was not, answers beside the changed object. */
export interface Refusals<Code extends string> {
  userErrors: UserError<Code>[];
}

/**
 * The payload of a mutation that was refused.
 * @example return refused('POLL_CLOSED', 'This poll has closed.', 'input.poll')
 */
export const refused = <Code extends string>(
  code: Code,
  message: string,
  field: string | null = null,
): Refusals<Code> => ({ userErrors: [{ code, message, field }] });

/**
 * What goes with the changed object when all went well.
 * @example return { idea, ...done }
 */
export const done: Refusals<never> = { userErrors: [] };
