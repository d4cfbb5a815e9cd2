/**
 * What every mutation has: a key by which a request that is sent again is done one time, and refusals that are answers,
 * of a type of their own whose codes a client can switch on. A file says of a mutation what it takes, what it answers, and
 * the codes of its own.
 * @example
 * extend type Mutation { plant("The petal." input: PlantInput!): PlantPayload }
 * enum PlantUserErrorCode { "The bed is full." BED_FULL }
 */
import type { DefinitionNode } from 'graphql';
import { definitionsOf, isComposite, isObject, isOfType, joined } from './definitions.ts';

const payloadSdl = (mutation: string): string => `
  type ${mutation}Payload {
    "Why not, when it could not be done."
    userErrors: [${mutation}UserError!]! @listSize(assumedSize: 1)
  }`;

const userErrorSdl = (mutation: string, field: string): string => `
  "Why \`${field}\` was refused."
  type ${mutation}UserError implements UserError {
    "Which refusal it is, for programs."
    code: ${mutation}UserErrorCode!
    "What happened, in a sentence that may be shown to the person."
    message: String!
    "Path of the input field that it is about (\`input.organisation\`), or null when it is about no single one."
    field: String
  }`;

const codesSdl = (mutation: string, field: string): string => `
  "The refusals of \`${field}\`."
  enum ${mutation}UserErrorCode {
    "The \`idempotencyKey\` came with another input before: give each request a key of its own."
    IDEMPOTENCY_KEY_PARAMETER_MISMATCH
    "A request with this \`idempotencyKey\` is being done: ask again in a second, with the same key."
    IDEMPOTENCY_CONCURRENT_REQUEST
  }`;

const inputSdl = (mutation: string): string => `
  input ${mutation}Input {
    """
    A text of your own for this request in one line, such as a random UUID; 1 to 255 characters. Sent again with the same key, it is
    done one time, and answered as things are then, with \`extensions.idempotency.replayed\`. A key is one caller's, for one
    mutation, for 24 hours; it is free again after a request that was refused.
    """
    idempotencyKey: String
  }`;

/** The names that follow from a mutation's, and what each of them has. */
const PARTS: Readonly<Record<string, (mutation: string, field: string) => string>> = {
  Payload: payloadSdl,
  UserError: userErrorSdl,
  UserErrorCode: codesSdl,
  Input: inputSdl,
};

/** The name of a part, as a mutation's name and what it is of it. */
const PART = new RegExp(`^(\\w+?)(${Object.keys(PARTS).join('|')})$`);

/**
 * The payload of the mutation that a type of this name is part of.
 * @example payloadOf('TakePositionUserError') // 'TakePositionPayload'
 */
export function payloadOf(typename: string): string | undefined {
  const [, mutation] = PART.exec(typename) ?? [];
  return mutation && `${mutation}Payload`;
}

/** The mutations of a contract, by their names as types have them: `TakePosition`. */
export const mutationsIn = (own: readonly DefinitionNode[]): ReadonlyMap<string, string> =>
  new Map(
    own
      .filter(isObject)
      .filter((one) => isOfType(one, 'Mutation'))
      .flatMap(({ fields = [] }) => fields)
      .map(({ name: { value } }) => [`${value[0]?.toUpperCase()}${value.slice(1)}`, value]),
  );

/**
 * What a contract says of a type, with what every mutation has where it is part of one.
 * @param said undefined where it says nothing
 * @param mutations those that the contract has
 */
export function asPartOfMutation(
  name: string,
  said: DefinitionNode | undefined,
  mutations: ReadonlyMap<string, string>,
): DefinitionNode | undefined {
  const [, mutation = '', part = ''] = PART.exec(name) ?? [];
  const field = mutations.get(mutation);
  const [made] = field === undefined ? [] : definitionsOf(PARTS[part]?.(mutation, field) ?? '');
  if (!made || !said) return made ?? said;
  return isComposite(said) && isComposite(made) ? joined(said, made) : said;
}
