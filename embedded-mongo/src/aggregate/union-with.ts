import { ServerError } from '../errors.ts';
import { splitPipeline } from './leading-match.ts';
import { type Compile, docFor, type PipelineScope, type Stage } from './stage.ts';

/** `$unionWith`: after its own documents, those of another collection, through a pipeline of their own. */
export function unionWith(argument: unknown, { foreign }: PipelineScope, compile: Compile): Stage {
  const spec = typeof argument === 'string' ? { coll: argument } : docFor('$unionWith', argument);
  const { coll, pipeline = [] } = spec as { coll?: unknown; pipeline?: unknown };
  if (typeof coll !== 'string')
    throw new ServerError('FailedToParse', "$unionWith needs 'coll', the name of a collection");
  if (!Array.isArray(pipeline))
    throw new ServerError('TypeMismatch', "'pipeline' of $unionWith must be an array");
  const { filter, stages } = splitPipeline(pipeline);
  const run = compile(stages, { foreign });
  return (docs) => [...docs, ...run([...(foreign?.(coll)?.match(filter) ?? [])])];
}
