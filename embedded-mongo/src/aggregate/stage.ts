import { ServerError, badValue } from '../errors.ts';
import type { ExpressionScope } from '../expressions/expression.ts';
import { isDoc, type Doc } from '../values/document.ts';

/** A compiled stage. It changes neither the list nor the documents that it is given, which may be stored ones. */
export type Stage = (docs: readonly Doc[]) => readonly Doc[];

/** A collection as `$lookup` sees it. */
export interface Foreign {
  match(filter: Doc): Iterable<Doc>;
}

export interface PipelineScope extends ExpressionScope {
  /** The other collections of the database; undefined for one that does not exist. */
  readonly foreign?: ((name: string) => Foreign | undefined) | undefined;
  /** Hands the text score of a document on to the one made from it. */
  readonly inherit?: ((from: Doc, to: Doc) => void) | undefined;
}

/** @param most how many documents of what it makes are taken, where that is said */
export type StageCompiler = (spec: unknown, scope: PipelineScope, most?: number) => Stage;

/** A stage that makes one document of each. */
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
