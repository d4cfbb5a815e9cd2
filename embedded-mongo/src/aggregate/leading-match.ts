/** A pipeline that begins with a `$match` reads its first documents by an index. */
import { isDoc, type Doc } from '../values/document.ts';
import { stageName } from './stage.ts';

/** The filter of a leading `$match`, and the stages after it. */
export function splitPipeline(pipeline: readonly unknown[]): {
  filter: Doc;
  stages: readonly unknown[];
} {
  const [first, ...rest] = pipeline;
  const leads = first !== undefined && stageName(first) === '$match';
  const filter = leads && isDoc(first) ? first['$match'] : undefined;
  return leads && isDoc(filter) ? { filter, stages: rest } : { filter: {}, stages: pipeline };
}
