/** Projections: of find, of findAndModify, and of the stage `$project`. */
import { badValue } from '../errors.ts';
import {
  compileExpression,
  type Expression,
  type ExpressionScope,
} from '../expressions/expression.ts';
import { isNumeric, toNumber } from '../numbers.ts';
import type { FilterScope } from '../match/filter.ts';
import { isDoc, isOperators, type Doc } from '../values/document.ts';
import { flatten, pathOf, withValue, type Path } from '../values/paths.ts';
import { elementProjection, positionalProjection, sliceProjection } from './array-projections.ts';
import { dropFields, fieldTree, keepFields } from './field-tree.ts';

export type Projection = (doc: Doc) => Doc;

export interface ProjectionScope extends ExpressionScope, FilterScope {
  /** The filter of the query, which decides what the positional `$` stands for. */
  readonly filter?: Doc;
  /** In `$project`, `$slice` is an expression and there is no `$elemMatch`. */
  readonly stage?: boolean;
}

interface Parts {
  readonly keep: string[];
  readonly drop: string[];
  readonly computed: { path: Path; value: Expression }[];
  /** Whether `_id` is kept; undefined where the specification does not say. */
  id: boolean | undefined;
  /** Whether it names the fields to keep, and leaves all others out. */
  including: boolean;
}

/**
 * @returns undefined for an empty specification, which keeps the whole document
 * @example compileProjection({ a: 1 }, {})?.({ _id: 1, a: 2, b: 3 }) // { _id: 1, a: 2 }
 */
export function compileProjection(
  spec: Doc | undefined,
  scope: ProjectionScope,
): Projection | undefined {
  if (!spec || Object.keys(spec).length === 0) return undefined;
  const parts = partsOf(spec, scope);
  const { keep, drop, computed, including } = parts;
  const [excluded] = drop;
  if (including && excluded !== undefined) {
    throw badValue(`Cannot do exclusion on field ${excluded} in inclusion projection`);
  }
  const tree = including
    ? fieldTree(parts.id === false ? keep : [...keep, '_id'])
    : fieldTree(parts.id === false ? [...drop, '_id'] : drop);
  const choose = including ? keepFields : dropFields;
  return (doc) => {
    let projected = choose(doc, tree);
    for (const { path, value } of computed) projected = withValue(projected, path, value(doc));
    return projected as Doc;
  };
}

function partsOf(spec: Doc, scope: ProjectionScope): Parts {
  const parts: Parts = { keep: [], drop: [], computed: [], id: undefined, including: false };
  const fields = flatten(spec, isOperators);
  for (const [field, value] of fields) addPart(parts, field, value, scope);
  if (fields.length === 1 && parts.id === true) parts.including = true;
  return parts;
}

function addPart(parts: Parts, field: string, value: unknown, scope: ProjectionScope): void {
  if (typeof value === 'boolean' || isNumeric(value)) {
    const keeps = typeof value === 'boolean' ? value : toNumber(value) !== 0;
    if (keeps && field.endsWith('.$')) addComputed(parts, positionalProjection(field, scope), true);
    else if (field === '_id') parts.id = keeps;
    else if (keeps) parts.including = Boolean(parts.keep.push(field));
    else parts.drop.push(field);
    return;
  }
  addComputed(parts, ...computedField(field, value, scope));
}

type ComputedField = { path: Path; value: Expression };

function addComputed(parts: Parts, field: ComputedField, including: boolean): void {
  parts.computed.push(field);
  if (including) parts.including = true;
}

/** The field, and whether it makes the projection one that leaves other fields out. */
function computedField(
  field: string,
  value: unknown,
  scope: ProjectionScope,
): [ComputedField, boolean] {
  const path = pathOf(field);
  if (!scope.stage && isDoc(value)) {
    if (isArraySlice(value['$slice'])) return [sliceProjection(path, value['$slice']), false];
    if ('$elemMatch' in value) return [elementProjection(path, value['$elemMatch'], scope), true];
    if ('$meta' in value) return [{ path, value: compileExpression(value, scope) }, false];
  }
  return [{ path, value: compileExpression(value, scope) }, true];
}

/** `{ $slice: 3 }` and `{ $slice: [2, 3] }`, not the expression `{ $slice: ['$tags', 3] }`. */
const isArraySlice = (slice: unknown): boolean =>
  isNumeric(Array.isArray(slice) ? slice[0] : slice);
