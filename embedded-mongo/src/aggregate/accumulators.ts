/** The accumulators of `$group`: each computes one value from the documents of a group. */
import { badValue, ServerError } from '../errors.ts';
import { average, greatest, least, merge, total } from '../expressions/accumulate.ts';
import { compileExpression } from '../expressions/expression.ts';
import { toNumber } from '../numbers.ts';
import type { Doc } from '../values/document.ts';
import { distinct } from '../values/keys.ts';
import { sorted } from '../values/sort.ts';
import { docFor, type PipelineScope } from './stage.ts';

export type Accumulator = (docs: readonly Doc[]) => unknown;
type AccumulatorCompiler = (argument: unknown, scope: PipelineScope) => Accumulator;

/** Accumulates the values that one expression has in the documents. */
const over =
  (accumulate: (values: unknown[]) => unknown): AccumulatorCompiler =>
  (argument, scope) => {
    const expression = compileExpression(argument, scope);
    return (docs) => accumulate(docs.map(expression));
  };

const present = (values: unknown[]): unknown[] => values.filter((value) => value !== undefined);

/** `{ input, n }`: the first or the last `n` values of a group. */
const several =
  (
    name: string,
    select: <T>(values: readonly T[], n: number) => readonly T[],
  ): AccumulatorCompiler =>
  (argument, scope) => {
    const { input, n } = docFor(name, argument);
    const expression = compileExpression(input, scope);
    const many = countOf(name, n);
    return (docs) => select(docs, many).map((doc) => expression(doc) ?? null);
  };

/** `{ sortBy, output, n }`: the first or the last `n` values of a group in the order of `sortBy`. */
const ranked =
  (
    name: string,
    select: (docs: readonly Doc[], n: number) => readonly Doc[],
    single: boolean,
  ): AccumulatorCompiler =>
  (argument, scope) => {
    const { sortBy, output, n } = docFor(name, argument);
    const order = docFor(name, sortBy);
    const expression = compileExpression(output, scope);
    const many = single ? 1 : countOf(name, n);
    return (docs) => {
      const values = select(sorted(docs, order, scope.score), many).map(
        (doc) => expression(doc) ?? null,
      );
      return single ? values[0] : values;
    };
  };

function countOf(name: string, n: unknown): number {
  const count = toNumber(n);
  if (Number.isInteger(count) && count > 0) return count;
  throw badValue(`'n' of ${name} must be a whole number above 0, but got ${String(n)}`);
}

const fromStart = <T>(values: readonly T[], n: number): readonly T[] => values.slice(0, n);
const fromEnd = <T>(values: readonly T[], n: number): readonly T[] => values.slice(-n);

const ACCUMULATORS = new Map<string, AccumulatorCompiler>([
  ['$sum', over(total)],
  ['$avg', over(average)],
  ['$min', over(least)],
  ['$max', over(greatest)],
  ['$push', over(present)],
  ['$addToSet', over((values) => distinct(present(values)))],
  ['$mergeObjects', over(merge)],
  ['$count', () => (docs) => docs.length],
  ['$first', over((values) => values[0])],
  ['$last', over((values) => values.at(-1))],
  ['$firstN', several('$firstN', fromStart)],
  ['$lastN', several('$lastN', fromEnd)],
  ['$top', ranked('$top', fromStart, true)],
  ['$topN', ranked('$topN', fromStart, false)],
  ['$bottom', ranked('$bottom', fromEnd, true)],
  ['$bottomN', ranked('$bottomN', fromEnd, false)],
]);

export function accumulatorNamed(name: string): AccumulatorCompiler {
  const accumulator = ACCUMULATORS.get(name);
  if (accumulator) return accumulator;
  throw new ServerError('InvalidPipelineOperator', `unknown group operator '${name}'`);
}
