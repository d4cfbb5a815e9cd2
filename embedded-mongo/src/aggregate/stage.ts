import { ServerError, badValue } from '../errors.ts';
import type { ExpressionScope } from '../expressions/expression.ts';
import { firstKey, isDoc, type Doc } from '../values/document.ts';

/** A compiled stage. It changes neither the list nor the documents that it gets: they may be stored ones. */
export type Stage = (docs: readonly Doc[]) => readonly Doc[];

/** A collection as `$lookup` sees it. */
export interface Foreign {
  match(filter: Doc): Iterable<Doc>;
}

export interface PipelineScope extends ExpressionScope {
  /** The other collections of the database; undefined for one that does not exist. */
  readonly foreign?: ((name: string) => Foreign | undefined) | undefined;
  /** Gives a new document the text score of the one from which it was made. */
  readonly inherit?: ((from: Doc, to: Doc) => void) | undefined;
}

/** @param most how many of its documents the next stage takes; undefined for all */
export type StageCompiler = (spec: unknown, scope: PipelineScope, most?: number) => Stage;

/** Compiles the stages of a pipeline within another. */
export type Compile = (stages: readonly unknown[], scope: PipelineScope) => Stage;

/** A stage that makes one new document from each. */
export const eachDocument =
  (make: (doc: Doc) => Doc, { inherit }: PipelineScope): Stage =>
  (docs) =>
    docs.map((doc) => {
      const made = make(doc);
      inherit?.(doc, made);
      return made;
    });

export function docFor(stage: string, spec: unknown): Doc {
  if (isDoc(spec)) return spec;
  throw new ServerError(
    'FailedToParse',
    `${stage} specification must be an object, but got ${typeof spec}`,
  );
}

/** The path of a reference such as `'$attendees.member'`. */
export function referenced(stage: string, reference: unknown): string {
  if (typeof reference === 'string' && /^\$[^$]/.test(reference)) return reference.slice(1);
  throw badValue(`${stage} needs a path that starts with '$', but got ${String(reference)}`);
}

/** The one field of a stage. */
export function stageName(stage: unknown): string {
  const name = isDoc(stage) && Object.keys(stage).length === 1 ? firstKey(stage) : undefined;
  if (name !== undefined) return name;
  throw new ServerError(
    'FailedToParse',
    'A pipeline stage specification object must contain exactly one field.',
  );
}
