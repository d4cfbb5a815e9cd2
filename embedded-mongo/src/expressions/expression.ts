/** Aggregation expressions. mingo evaluates them, with operators of our own where one has to know the types of BSON. */
import { Context, evalExpr } from 'mingo/core';
import * as standard from 'mingo/operators/expression';
import type { Options } from 'mingo/types';
import { badValue, ServerError } from '../errors.ts';
import { isDoc, isOperators, type Doc } from '../values/document.ts';
import { getOwn } from '../values/paths.ts';
import type { Score } from '../values/sort.ts';
import { arithmetic } from './arithmetic.ts';
import { collections } from './collections.ts';
import { comparison } from './comparison.ts';
import { conversion } from './conversion.ts';
import type { Operator, Operators } from './operator.ts';
import { strings } from './strings.ts';
import { trigonometry } from './trigonometry.ts';

export type Expression = (doc: unknown) => unknown;

/** What an expression may refer to in addition to the document. Each command has a scope of its own. */
export interface ExpressionScope {
  /** The values of `let`. */
  readonly variables?: Doc | undefined;
  /** The text score, for `{ $meta: 'textScore' }`. */
  readonly score?: Score | undefined;
}

/** The state of mingo while it evaluates; mingo does not export the type. */
interface Computation extends Options {
  readonly local: { readonly root?: unknown; readonly variables?: Record<PropertyKey, unknown> };
  update(locals: { root?: unknown; variables?: Record<PropertyKey, unknown> }): Computation;
}

const SCORE = Symbol('text score');

const score: Operator = (_doc, kind, options) => {
  const { root, variables } = (options as Computation).local;
  const scored = variables?.[SCORE] as Score | undefined;
  if (kind !== 'textScore') throw badValue(`Unsupported argument to $meta: ${String(kind)}`);
  if (!scored) throw badValue('query requires text score metadata, but it is not available');
  return scored(root as Doc);
};

/** An operator that returns the state it is called with. */
const REVEAL = '$revealComputation';

// $function would run code, and $toHashedIndexKey gives numbers that differ from the server's.
const { $function: _runs, $toHashedIndexKey: _differs, ...safe } = standard;

const OPERATORS: Operators = {
  ...(safe as unknown as Operators),
  ...comparison,
  ...arithmetic,
  ...collections,
  ...conversion,
  ...strings,
  ...trigonometry,
  $meta: score,
};

const base = evalExpr({}, { [REVEAL]: 0 }, {
  context: Context.init({
    expression: {
      ...OPERATORS,
      [REVEAL]: (_doc: unknown, _args: unknown, options: Options) => options,
    },
  }),
} as unknown as Options) as Computation;

/** mingo does not export the class of its state, but the state itself leads to it. */
const { init } = base.constructor as unknown as { init: (from: Computation) => Computation };

/** Made once for each scope, so that `$$NOW` is the same instant throughout a command. */
const computations = new WeakMap<ExpressionScope, Computation>();

function computationFor(scope: ExpressionScope): Computation {
  const existing = computations.get(scope);
  if (existing) return existing;
  const made = init(base).update({ variables: { ...scope.variables, [SCORE]: scope.score } });
  computations.set(scope, made);
  return made;
}

/**
 * @param expression such as `{ $add: ['$a', 1] }`
 * @throws ServerError for an operator that the engine does not know, even if there is no document to evaluate
 */
export function compileExpression(expression: unknown, scope: ExpressionScope = {}): Expression {
  check(expression);
  if (typeof expression === 'string' && FIELD.test(expression))
    return fieldReader(expression.slice(1));
  if (typeof expression !== 'string' && (typeof expression !== 'object' || expression === null)) {
    return () => expression;
  }
  if (scope.score && isTextScore(expression)) return scope.score as Expression;
  return (doc) => evalExpr(doc, expression, computationFor(scope).update({ root: doc }));
}

/** The score of the document: read without mingo, since a search asks for that of every document it finds. */
const isTextScore = (expression: unknown): boolean =>
  isDoc(expression) && expression['$meta'] === 'textScore';

/** A field of the document: the most common expression, read without mingo. */
const FIELD = /^\$[^$.]+$/;
const fieldReader =
  (field: string): Expression =>
  (doc) =>
    isDoc(doc) ? getOwn(doc, field) : undefined;

function check(expression: unknown): void {
  if (Array.isArray(expression)) for (const part of expression) check(part);
  if (!isDoc(expression)) return;
  const names = Object.keys(expression);
  if (names.includes('__proto__'))
    throw badValue("An expression may not name a field '__proto__'.");
  if (isOperators(expression)) {
    checkOperator(names);
    if (names[0] === '$literal') return;
  }
  for (const name of names) check(expression[name]);
}

function checkOperator([name = '', ...others]: string[]): void {
  if (others.length > 0) {
    throw badValue(
      `An object representing an expression must have exactly one field, but got ${name}, ${others.join(', ')}`,
    );
  }
  if (!Object.hasOwn(OPERATORS, name)) {
    throw new ServerError('InvalidPipelineOperator', `Unrecognized expression '${name}'`);
  }
}

/** The values of a command's `let`, whose expressions refer to no document. */
export function variablesOf(bindings: unknown): Doc | undefined {
  if (!isDoc(bindings)) return undefined;
  return Object.fromEntries(
    Object.entries(bindings).map(([name, expression]) => [name, compileExpression(expression)({})]),
  );
}
