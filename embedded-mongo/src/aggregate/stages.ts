/** The stages that take a few lines each. */
import { badValue, ServerError } from '../errors.ts';
import { compileExpression } from '../expressions/expression.ts';
import { compileFilter } from '../match/filter.ts';
import { toNumber } from '../numbers.ts';
import { compileProjection } from '../project/projection.ts';
import { isDoc, isOperators, type Doc } from '../values/document.ts';
import { flatten, pathOf, setOwn, withValue } from '../values/paths.ts';
import { sorted } from '../values/sort.ts';
import {
  docFor,
  eachDocument,
  type PipelineScope,
  type Stage,
  type StageCompiler,
} from './stage.ts';

function refuseText(): never {
  throw new ServerError(
    'Location17313',
    '$match with $text is only allowed as the first pipeline stage',
  );
}

const match: StageCompiler = (spec, scope) => {
  const matches = compileFilter(spec, { ...scope, text: refuseText });
  return (docs) => docs.filter(matches);
};

const project: StageCompiler = (spec, scope) => {
  const projection = compileProjection(docFor('$project', spec), { ...scope, stage: true });
  if (!projection)
    throw badValue(
      'Invalid $project :: caused by :: projection specification must have at least one field',
    );
  return eachDocument(projection, scope);
};

const unset: StageCompiler = (spec, scope) => {
  const fields = (Array.isArray(spec) ? spec : [spec]) as unknown[];
  const projection = compileProjection(
    Object.fromEntries(fields.map((field) => [String(field), 0])),
    scope,
  );
  return projection ? eachDocument(projection, scope) : (docs) => docs;
};

/** Fields are set one after another, but every expression sees the document as it was before the stage. */
const addFields: StageCompiler = (spec, scope) => {
  const fields = flatten(docFor('$addFields', spec), isOperators).map(([field, expression]) => {
    return { path: pathOf(field), value: compileExpression(expression, scope) };
  });
  const extend = (doc: Doc) =>
    fields.reduce<unknown>(
      (made, { path, value }) => withValue(made, path, value(doc)),
      doc,
    ) as Doc;
  return eachDocument(extend, scope);
};

const replaceWith: StageCompiler = (spec, scope) => {
  const expression = compileExpression(spec, scope);
  return eachDocument((doc) => {
    const made = expression(doc);
    if (isDoc(made)) return made;
    throw badValue(`'newRoot' expression must evaluate to an object, but got ${String(made)}`);
  }, scope);
};

const sort: StageCompiler = (spec, { score }, most) => {
  const order = docFor('$sort', spec);
  return (docs) => sorted(docs, order, score, most);
};

function wholeNumber(stage: string, value: unknown, least: number): number {
  const number = toNumber(value);
  if (Number.isInteger(number) && number >= least) return number;
  throw badValue(`${stage} takes a whole number of at least ${least}, but got ${String(value)}`);
}

const limit: StageCompiler = (spec) => {
  const most = wholeNumber('$limit', spec, 1);
  return (docs) => docs.slice(0, most);
};

const skip: StageCompiler = (spec) => {
  const skipped = wholeNumber('$skip', spec, 0);
  return (docs) => docs.slice(skipped);
};

/** Gives no document, rather than 0, where there is nothing to count, as on the server. */
const count: StageCompiler = (field): Stage => {
  if (typeof field !== 'string' || field === '' || /[$.]/.test(field)) {
    throw badValue('the count field must be a non-empty string without dots and dollars');
  }
  return (docs) => (docs.length > 0 ? [named(field, docs.length)] : []);
};

function named(field: string, value: unknown): Doc {
  const doc: Doc = {};
  setOwn(doc, field, value);
  return doc;
}

export const simpleStages = {
  $match: match,
  $project: project,
  $unset: unset,
  $addFields: addFields,
  $set: addFields,
  $replaceWith: replaceWith,
  $replaceRoot: (spec: unknown, scope: PipelineScope) =>
    replaceWith(docFor('$replaceRoot', spec)['newRoot'], scope),
  $sort: sort,
  $limit: limit,
  $skip: skip,
  $count: count,
} satisfies Record<string, StageCompiler>;
