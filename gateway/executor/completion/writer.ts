import { compileFunction } from 'node:vm';
import type { GraphQLError } from 'graphql';
import type { AnswerObject } from '../plan/answer.ts';
import type { Failures } from '../plan/failures.ts';
import type { NameScope } from '../selection/name-scope.ts';
import type { OperationSelection } from '../selection/operation-selection.ts';
import { TooMuchCode } from './code-functions.ts';
import type { Completing } from './completing.ts';
import { Completion, type IntrospectedTexts } from './completion.ts';
import { quote } from './leaf-code.ts';
import { WriterCode } from './writer-code.ts';

/** The answer's data as text, its errors, and what it weighs. */
export interface Written {
  readonly text: string;
  readonly errors: GraphQLError[];
  readonly cost: number;
}

/** Completes and writes the answers of one operation. */
export interface Writer {
  /** The size of its code, in characters. */
  readonly size: number;
  /** @param data the data in the names of the plan */
  write(data: AnswerObject, failures: Failures, introspected: IntrospectedTexts): Written;
}

type WriteRoot = (data: AnswerObject, completion: Completion) => string | undefined;

/**
 * Compiles the writer of an operation: one pass that completes what the subgraphs answered and writes the text.
 * @returns null where that takes too much code
 * @example compileWriter(selection, scope, { scalarTexts: {}, weightOf: () => 0 })?.write({ title: 'x' }, failures, {}).text // '{"heading":"x"}'
 */
export function compileWriter(
  selection: OperationSelection,
  scope: NameScope,
  completing: Completing,
): Writer | null {
  const writerCode = new WriterCode(selection, completing);
  const code = generated(writerCode, scope);
  if (code === null) return null;
  const { sites, enums, scalars } = writerCode;
  // Every name in the code is one of GraphQL's, and quoted.
  const make = compileFunction(code, ['quote', 'enums', 'scalars']) as (
    ...values: unknown[]
  ) => WriteRoot;
  const writeRoot = make(quote, enums, scalars);
  return {
    size: code.length,
    write(data, failures, introspected) {
      const completion = new Completion(sites, failures, introspected);
      const text = writeRoot(data, completion) ?? 'null';
      return { text, errors: completion.errors, cost: completion.cost };
    },
  };
}

function generated(writerCode: WriterCode, scope: NameScope): string | null {
  try {
    return writerCode.generate(scope);
  } catch (error) {
    if (error instanceof TooMuchCode) return null;
    throw error;
  }
}
