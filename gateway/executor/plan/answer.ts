import type { GraphQLFormattedError } from 'graphql';

/** An object of an answer, as JSON has it. */
export type AnswerObject = Record<string, unknown>;

/** A way through an answer: names of fields and indexes of lists. */
export type AnswerPath = readonly (string | number)[];

/** The answer of a subgraph to one fetch. It belongs to the executor, which writes into it. Nothing in it is trusted. */
export interface SubgraphAnswer {
  readonly data?: AnswerObject | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

/**
 * Whether a value is an object or a list.
 * @example isObject([]) // true
 */
export const isObject = (value: unknown): value is AnswerObject =>
  typeof value === 'object' && value !== null;
