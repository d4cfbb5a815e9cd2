/** explain: how a command would find its documents. Nothing is written. */
import { ServerError } from '../errors.ts';
import type { Collection, Examined } from '../store/collection.ts';
import type { IndexSpec } from '../store/index-spec.ts';
import type { Plan } from '../store/plan.ts';
import { isDoc, type Doc } from '../values/document.ts';
import { splitPipeline } from '../aggregate/leading-match.ts';
import { checkPipeline, runPipeline } from './pipeline-query.ts';
import {
  collectionName,
  countOf,
  docOf,
  scopeOf,
  type Call,
  type CommandFamily,
} from './command.ts';
import { findDocs, type Query } from './query.ts';
import { SERVER_VERSION } from './version.ts';

/** The query of a command. */
interface Explained {
  readonly filter: Doc;
  readonly sort: Doc;
  /** Runs it, and gives the number of documents that it finds. */
  readonly run: (examined: Examined) => number;
}

export function explain(call: Call, inner: Doc, verbosity: unknown): Doc {
  const name = Object.keys(inner)[0] ?? '';
  const collectionNamed = collectionName(inner, call.db, name);
  const collection = call.state.store.get(call.db, collectionNamed);
  const { filter, sort, run } = explained(call, name, inner, collection);
  const { stats, order } = executed(run);
  const plan: Plan = collection?.plan(filter) ?? { stage: 'COLLSCAN' };
  return {
    explainVersion: '1',
    queryPlanner: {
      namespace: `${call.db}.${collectionNamed}`,
      parsedQuery: filter,
      winningPlan: order ? inOrderOf(order) : sortedBy(sort, planStages(plan)),
      rejectedPlans: [],
    },
    ...(verbosity !== 'queryPlanner' && { executionStats: stats }),
    command: inner,
    serverInfo: { version: SERVER_VERSION },
    ok: 1,
  };
}

const inOrderOf = ({ key, name }: IndexSpec): Doc => ({
  stage: 'FETCH',
  inputStage: { stage: 'IXSCAN', keyPattern: key, indexName: name },
});

function sortedBy(sort: Doc, found: Doc): Doc {
  const sorts = Object.keys(sort).length > 0 && !('$natural' in sort);
  return sorts ? { stage: 'SORT', sortPattern: sort, inputStage: found } : found;
}

function planStages(plan: Plan): Doc {
  switch (plan.stage) {
    case 'COLLSCAN':
      return { stage: 'COLLSCAN', direction: 'forward' };
    case 'OR':
      return {
        stage: 'FETCH',
        inputStage: { stage: 'OR', inputStages: plan.branches.map(indexStage) },
      };
    default:
      return { stage: 'FETCH', inputStage: indexStage(plan) };
  }
}

function indexStage(plan: Plan): Doc {
  if (!('index' in plan)) return { stage: plan.stage };
  return { stage: plan.stage, keyPattern: plan.index.key, indexName: plan.index.name };
}

/** Runs a query. Only that tells how many documents it examines, and whether it takes the order of an index. */
function executed(run: Explained['run']): { stats: Doc; order: IndexSpec | undefined } {
  const examined: Examined = { documents: 0 };
  const started = performance.now();
  const nReturned = run(examined);
  const stats = {
    executionSuccess: true,
    nReturned,
    executionTimeMillis: Math.round(performance.now() - started),
    totalDocsExamined: examined.documents,
  };
  return { stats, order: examined.order };
}

function explained(
  call: Call,
  name: string,
  inner: Doc,
  collection: Collection | undefined,
): Explained {
  if (name === 'aggregate') return explainedPipeline(call, inner, collection);
  const query = queryOf(name, inner);
  const run = (examined: Examined) => findDocs(collection, query, examined).length;
  return { filter: query.filter, sort: query.sort ?? {}, run };
}

function explainedPipeline(call: Call, inner: Doc, collection: Collection | undefined): Explained {
  const { pipeline } = inner;
  checkPipeline(pipeline);
  const run = (examined: Examined) => runPipeline(call, inner, collection, examined).length;
  return { filter: splitPipeline(pipeline).filter, sort: {}, run };
}

function queryOf(name: string, inner: Doc): Query {
  const scope = scopeOf(inner);
  switch (name) {
    case 'find':
      return {
        filter: docOf(inner, 'filter'),
        scope,
        sort: docOf(inner, 'sort'),
        skip: countOf(inner, 'skip'),
        limit: countOf(inner, 'limit'),
      };
    case 'count':
    case 'distinct':
      return { filter: docOf(inner, 'query'), scope };
    case 'findAndModify':
      return { filter: docOf(inner, 'query'), scope, sort: docOf(inner, 'sort'), limit: 1 };
    case 'update':
      return statementQuery(inner, 'updates', (statement) => (statement['multi'] === true ? 0 : 1));
    case 'delete':
      return statementQuery(inner, 'deletes', (statement) => countOf(statement, 'limit') ?? 0);
    default:
      throw new ServerError('CommandNotFound', `Explain failed due to unknown command: ${name}`);
  }
}

function statementQuery(inner: Doc, field: string, limitOf: (statement: Doc) => number): Query {
  const list = inner[field];
  const first: unknown = Array.isArray(list) ? list[0] : undefined;
  const statement = isDoc(first) ? first : {};
  return { filter: docOf(statement, 'q'), scope: scopeOf(inner), limit: limitOf(statement) };
}

export const explaining: CommandFamily = {
  explain: {
    fields: ['verbosity'],
    run: (call) => explain(call, docOf(call.command, 'explain'), call.command['verbosity']),
  },
};
