import { ServerError } from '../errors.ts';
import { compileExpression } from '../expressions/expression.ts';
import { isDoc, type Doc } from '../values/document.ts';
import { pathOf, valuesAt, withValue } from '../values/paths.ts';
import { type Compile, docFor, eachDocument, type PipelineScope, type Stage } from './stage.ts';

/** Finds the documents of the foreign collection that belong to a document. */
type Join = (doc: Doc) => readonly Doc[];

/** `$lookup`: by equal fields, by a pipeline with `let`, or by both. */
export function lookup(argument: unknown, scope: PipelineScope, compile: Compile): Stage {
  const spec = docFor('$lookup', argument);
  const { from, as } = spec;
  if (typeof from !== 'string' || typeof as !== 'string') {
    throw new ServerError(
      'FailedToParse',
      "$lookup needs 'from' and 'as', each the name of a collection or field",
    );
  }
  const path = pathOf(as);
  const joined = byFields(from, spec, scope);
  const refined = byPipeline(spec, scope, compile);
  return eachDocument((doc) => withValue(doc, path, refined(doc, joined(doc))) as Doc, scope);
}

function byFields(
  from: string,
  { localField, foreignField }: Doc,
  { foreign }: PipelineScope,
): Join {
  if (localField === undefined && foreignField === undefined) {
    return () => [...(foreign?.(from)?.match({}) ?? [])];
  }
  if (typeof localField !== 'string' || typeof foreignField !== 'string') {
    throw new ServerError(
      'FailedToParse',
      "$lookup needs both 'localField' and 'foreignField', or neither",
    );
  }
  const local = pathOf(localField);
  return (doc) => {
    const filter = { [foreignField]: { $in: localValues(doc, local) } };
    return [...(foreign?.(from)?.match(filter) ?? [])];
  };
}

/** A document without the local field joins documents without the foreign one, as null does. */
function localValues(doc: Doc, path: readonly string[]): unknown[] {
  const values = valuesAt(doc, path).flatMap((value) =>
    Array.isArray(value) ? (value as unknown[]) : [value],
  );
  return values.length > 0 ? values.map((value) => value ?? null) : [null];
}

function byPipeline(
  spec: Doc,
  scope: PipelineScope,
  compile: Compile,
): (doc: Doc, docs: readonly Doc[]) => readonly Doc[] {
  const { pipeline, let: bindings } = spec;
  if (pipeline === undefined) return (_doc, docs) => docs;
  if (!Array.isArray(pipeline))
    throw new ServerError('TypeMismatch', "'pipeline' of $lookup must be an array");
  const expressions = Object.entries(isDoc(bindings) ? bindings : {}).map(([name, expression]) => {
    return [name, compileExpression(expression, scope)] as const;
  });
  const { foreign } = scope;
  compile(pipeline, { foreign });
  return (doc, docs) => {
    const bound = expressions.map(([name, value]) => [name, value(doc) ?? null] as const);
    return compile(pipeline, {
      foreign,
      variables: { ...scope.variables, ...Object.fromEntries(bound) },
    })(docs);
  };
}
