/** A pipeline over a collection: a leading `$match` uses the indexes, the other stages work in memory. */
import { splitPipeline } from '../aggregate/leading-match.ts';
import { compilePipeline } from '../aggregate/pipeline.ts';
import type { Foreign, PipelineScope } from '../aggregate/stage.ts';
import { ServerError } from '../errors.ts';
import { variablesOf } from '../expressions/expression.ts';
import type { Collection, Examined } from '../store/collection.ts';
import { isDoc, type Doc } from '../values/document.ts';
import type { Score } from '../values/sort.ts';
import type { Call } from './command.ts';
import { findDocs } from './query.ts';

export function runPipeline(
  call: Call,
  command: Doc,
  collection: Collection | undefined,
  examined?: Examined,
): readonly Doc[] {
  const { filter, stages } = splitPipeline(command['pipeline'] as unknown[]);
  const variables = variablesOf(command['let']);
  const scores = scoring(collection?.score(filter), isScoreAskedLater(stages));
  const run = compilePipeline(stages, {
    variables,
    ...scores,
    foreign: (name) => foreign(call, name),
  });
  return run(findDocs(collection, { filter, scope: { variables } }, examined));
}

export function checkPipeline(pipeline: unknown): asserts pipeline is unknown[] {
  if (Array.isArray(pipeline)) return;
  throw new ServerError('TypeMismatch', "'pipeline' option must be specified as an array");
}

const foreign = ({ state, db }: Call, name: string): Foreign | undefined =>
  state.store.get(db, name);

/** Whether a stage or expression has a `{ $meta: … }` anywhere in it. */
function asksForScore(part: unknown): boolean {
  if (Array.isArray(part)) return part.some(asksForScore);
  return isDoc(part) && ('$meta' in part || Object.values(part).some(asksForScore));
}

/** Whether a stage asks for the score of documents that other stages made. */
function isScoreAskedLater([first, ...later]: readonly unknown[]): boolean {
  return asksForScore(later) || (isDoc(first) && asksForScore(first['$facet']));
}

/** The text score of documents. Where a later stage asks for it, new documents inherit it from their origin. */
function scoring(
  score: Score | undefined,
  isAskedLater: boolean,
): Pick<PipelineScope, 'score' | 'inherit'> {
  if (!score || !isAskedLater) return { score };
  const inherited = new WeakMap<Doc, number>();
  const scoreOf = (doc: Doc): number => inherited.get(doc) ?? score(doc);
  const inherit = (from: Doc, to: Doc): void => void inherited.set(to, scoreOf(from));
  return { score: scoreOf, inherit };
}
