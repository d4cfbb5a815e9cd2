/** Compiles a query filter to a predicate over documents. */
import { badValue, ServerError } from '../errors.ts';
import { compileExpression } from '../expressions/expression.ts';
import { isTrue } from '../expressions/truth.ts';
import { isDoc, isOperators, type Doc } from '../values/document.ts';
import { getOwn, pathOf, valuesAt } from '../values/paths.ts';
import { compileOperators, equals, matchesRegex, type Nested, type Test } from './operators.ts';
import { isRegex } from './regex.ts';

export type Predicate = (doc: Doc) => boolean;

/** What a filter may refer to in addition to the document. */
export interface FilterScope {
  /** The values of `let`, for `$expr`. */
  readonly variables?: Doc | undefined;
  /** Compiles the argument of `$text`; absent where there is no text index. */
  readonly text?: ((condition: unknown) => Predicate) | undefined;
}

/**
 * @throws ServerError for an operator that the engine does not know, even if there is no document to match
 * @example compileFilter({ age: { $gte: 18 } })({ age: 20 }) // true
 */
export function compileFilter(filter: unknown, scope: FilterScope = {}): Predicate {
  if (!isDoc(filter))
    throw new ServerError('TypeMismatch', "Expected field 'filter' to be of type object");
  const predicates = Object.entries(filter).map(([key, condition]) =>
    key.startsWith('$') ? topLevel(key, condition, scope) : onField(key, condition, scope),
  );
  const [only] = predicates;
  return only && predicates.length === 1 ? only : (doc) => predicates.every((test) => test(doc));
}

function topLevel(name: string, condition: unknown, scope: FilterScope): Predicate {
  switch (name) {
    case '$and':
    case '$or':
    case '$nor':
      return logical(name, condition, scope);
    case '$expr': {
      const expression = compileExpression(condition, scope);
      return (doc) => isTrue(expression(doc));
    }
    case '$text':
      return textPredicate(condition, scope);
    case '$comment':
      return () => true;
    default:
      throw badValue(
        `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
      );
  }
}

function logical(name: '$and' | '$or' | '$nor', branches: unknown, scope: FilterScope): Predicate {
  if (!Array.isArray(branches) || branches.length === 0) {
    throw badValue(`${name} argument must be a non-empty array`);
  }
  const tests = branches.map((branch) => compileFilter(branch, scope));
  if (name === '$and') return (doc) => tests.every((test) => test(doc));
  const any: Predicate = (doc) => tests.some((test) => test(doc));
  return name === '$or' ? any : (doc) => !any(doc);
}

function textPredicate(condition: unknown, scope: FilterScope): Predicate {
  if (!scope.text) throw new ServerError('IndexNotFound', 'text index required for $text query');
  return scope.text(condition);
}

function onField(field: string, condition: unknown, scope: FilterScope): Predicate {
  const test = fieldTest(condition, (filter) => compileFilter(filter, scope));
  const path = pathOf(field);
  if (path.length > 1) return (doc) => test(valuesAt(doc, path));
  return (doc) => test([getOwn(doc, field)]);
}

function fieldTest(condition: unknown, nested: Nested): Test {
  if (isRegex(condition)) return matchesRegex(condition);
  return isOperators(condition) ? compileOperators(condition, nested) : equals(condition);
}
