/** find, count, distinct, and the cursors that they open. */
import { ServerError, badValue } from '../errors.ts';
import { compileProjection } from '../project/projection.ts';
import { compare } from '../values/order.ts';
import type { Doc } from '../values/document.ts';
import { distinct as distinctValues } from '../values/keys.ts';
import { pathOf, valuesAt } from '../values/paths.ts';
import { MAX_DOCUMENT_BYTES, sizeBound } from '../values/size.ts';
import {
  checkHint,
  collectionName,
  collectionOf,
  countOf,
  docOf,
  scopeOf,
  type Call,
  type CommandFamily,
} from './command.ts';
import { findDocs } from './query.ts';

function find(call: Call): Doc {
  const { command, db, state } = call;
  const collection = collectionOf(call, 'find');
  checkHint(collection, command['hint']);
  if (command['tailable'] === true) throw badValue('The embedded engine has no tailable cursors');
  const filter = docOf(command, 'filter');
  const scope = { ...scopeOf(command), score: collection?.score(filter) };
  const limit = countOf(command, 'limit');
  const project = compileProjection(docOf(command, 'projection'), { ...scope, filter });
  const query = {
    filter,
    scope,
    sort: docOf(command, 'sort'),
    skip: countOf(command, 'skip'),
    limit,
  };
  return state.cursors.start({
    namespace: `${db}.${collectionName(command, db, 'find')}`,
    docs: findDocs(collection, query),
    project,
    batchSize: countOf(command, 'batchSize'),
    single: command['singleBatch'] === true,
  });
}

function count(call: Call): Doc {
  const { command } = call;
  const collection = collectionOf(call, 'count');
  checkHint(collection, command['hint']);
  const filter = docOf(command, 'query');
  const limit = countOf(command, 'limit');
  const skip = countOf(command, 'skip');
  const all = Object.keys(filter).length === 0 && !limit && !skip;
  if (all) return { n: collection?.size ?? 0, ok: 1 };
  return {
    n: findDocs(collection, { filter, scope: scopeOf(command), limit, skip }).length,
    ok: 1,
  };
}

function distinct(call: Call): Doc {
  const { command } = call;
  const collection = collectionOf(call, 'distinct');
  checkHint(collection, command['hint']);
  const { key } = command;
  if (typeof key !== 'string')
    throw new ServerError('TypeMismatch', "'distinct' needs a string 'key'");
  const path = pathOf(key);
  const docs = findDocs(collection, { filter: docOf(command, 'query'), scope: scopeOf(command) });
  const reached = docs
    .flatMap((doc) => valuesAt(doc, path))
    .flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : [value]));
  const values = distinctValues(reached.filter((value) => value !== undefined)).toSorted(compare);
  if (sizeBound(values) > MAX_DOCUMENT_BYTES)
    throw new ServerError('Location17217', 'distinct too big, 16mb cap');
  return { values, ok: 1 };
}

function getMore({ command, db, state }: Call): Doc {
  const namespace = `${db}.${collectionName(command, db, 'collection')}`;
  return state.cursors.more(command['getMore'], namespace, countOf(command, 'batchSize'));
}

function killCursors({ command, state }: Call): Doc {
  const { cursors } = command;
  if (!Array.isArray(cursors))
    throw new ServerError('TypeMismatch', "'killCursors' needs a list of 'cursors'");
  return state.cursors.kill(cursors);
}

const FIND_FIELDS = [
  'filter',
  'sort',
  'projection',
  'hint',
  'skip',
  'limit',
  'batchSize',
  'singleBatch',
  'tailable',
  'noCursorTimeout',
  'allowDiskUse',
  'allowPartialResults',
  'let',
];

export const reading: CommandFamily = {
  find: { fields: FIND_FIELDS, run: find },
  count: { fields: ['query', 'limit', 'skip', 'hint'], run: count },
  distinct: { fields: ['key', 'query', 'hint'], run: distinct },
  getMore: { fields: ['collection', 'batchSize'], run: getMore },
  killCursors: { fields: ['cursors'], run: killCursors },
};
