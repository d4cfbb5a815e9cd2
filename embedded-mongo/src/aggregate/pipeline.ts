/** Pipelines: lists of stages, all of them compiled before the first document is read. */
import { ServerError } from '../errors.ts';
import { toNumber } from '../numbers.ts';
import { isDoc, type Doc } from '../values/document.ts';
import { groupStages } from './group.ts';
import { lookup } from './lookup.ts';
import { simpleStages } from './stages.ts';
import { type PipelineScope, type Stage, type StageCompiler, stageName } from './stage.ts';
import { unionWith } from './union-with.ts';
import { unwind } from './unwind.ts';

const STAGES: ReadonlyMap<string, StageCompiler> = new Map([
  ...Object.entries(simpleStages),
  ...Object.entries(groupStages),
  ['$unwind', unwind],
  ['$lookup', (spec, scope) => lookup(spec, scope, compilePipeline)],
  ['$unionWith', (spec, scope) => unionWith(spec, scope, compilePipeline)],
  ['$facet', facet],
] satisfies [string, StageCompiler][]);

/** @throws ServerError for a stage or operator that the engine does not know, even if there are no documents */
export function compilePipeline(stages: readonly unknown[], scope: PipelineScope = {}): Stage {
  const compiled = stages.map((stage, at) => compileStage(stage, scope, limitOf(stages[at + 1])));
  return (docs) => compiled.reduce((current, stage) => stage(current), docs);
}

/** The number of a `$limit`, since the stage before it need not give more documents; undefined for other stages. */
function limitOf(stage: unknown): number | undefined {
  const limit = isDoc(stage) ? stage['$limit'] : undefined;
  return limit === undefined ? undefined : toNumber(limit);
}

function compileStage(stage: unknown, scope: PipelineScope, most?: number): Stage {
  const name = stageName(stage);
  const compiler = STAGES.get(name);
  if (!compiler)
    throw new ServerError('Location40324', `Unrecognized pipeline stage name: '${name}'`);
  return compiler((stage as Doc)[name], scope, most);
}

/** `$facet`: several pipelines over the same documents, the result of each in a field of one document. */
function facet(spec: unknown, scope: PipelineScope): Stage {
  if (!isDoc(spec) || Object.keys(spec).length === 0) {
    throw new ServerError('FailedToParse', '$facet needs an object of named pipelines');
  }
  const facets = Object.entries(spec).map(([name, stages]) => {
    if (!Array.isArray(stages))
      throw new ServerError('FailedToParse', `$facet needs a list of stages for '${name}'`);
    return [name, compilePipeline(stages, scope)] as const;
  });
  return (docs) => [Object.fromEntries(facets.map(([name, stage]) => [name, stage(docs)]))];
}
