/** aggregate. */
import { ServerError } from '../errors.ts';
import { isDoc, type Doc } from '../values/document.ts';
import {
  checkHint,
  collectionOf,
  countOf,
  docOf,
  type Call,
  type CommandFamily,
} from './command.ts';
import { explain } from './explaining.ts';
import { checkPipeline, runPipeline } from './pipeline-query.ts';

function aggregate(call: Call): Doc {
  const { command, db, state } = call;
  const { pipeline, cursor } = command;
  checkPipeline(pipeline);
  if (command['explain'] === true) return explain(call, command, 'queryPlanner');
  if (!isDoc(cursor)) {
    throw new ServerError(
      'FailedToParse',
      "The 'cursor' option is required, except for aggregate with the explain argument",
    );
  }
  const collection = collectionOf(call, 'aggregate');
  checkHint(collection, command['hint']);
  return state.cursors.start({
    namespace: `${db}.${String(command['aggregate'])}`,
    docs: runPipeline(call, command, collection),
    batchSize: countOf(docOf(command, 'cursor'), 'batchSize'),
  });
}

const FIELDS = [
  'pipeline',
  'cursor',
  'explain',
  'allowDiskUse',
  'bypassDocumentValidation',
  'hint',
  'let',
];

export const aggregating: CommandFamily = { aggregate: { fields: FIELDS, run: aggregate } };
