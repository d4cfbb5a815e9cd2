/** createIndexes, listIndexes, dropIndexes. */
import { ServerError } from '../errors.ts';
import { parseIndexSpec } from '../store/index-spec.ts';
import type { Collection } from '../store/collection.ts';
import type { Doc } from '../values/document.ts';
import {
  collectionName,
  collectionOf,
  countOf,
  docOf,
  docsOf,
  writableOf,
  type Call,
  type CommandFamily,
} from './command.ts';

function createIndexes(call: Call): Doc {
  const specs = docsOf(call.command, 'indexes').map(parseIndexSpec);
  const createdCollectionAutomatically = collectionOf(call, 'createIndexes') === undefined;
  const collection = writableOf(call, 'createIndexes');
  const numIndexesBefore = collection.indexes.count;
  for (const spec of specs) collection.createIndex(spec);
  return {
    numIndexesBefore,
    numIndexesAfter: collection.indexes.count,
    createdCollectionAutomatically,
    ok: 1,
  };
}

function listIndexes(call: Call): Doc {
  const { command, db, state } = call;
  const collection = existing(call, 'listIndexes');
  return state.cursors.start({
    namespace: `${db}.${collectionName(command, db, 'listIndexes')}`,
    docs: collection.indexes.list(),
    batchSize: countOf(docOf(command, 'cursor'), 'batchSize'),
  });
}

function dropIndexes(call: Call): Doc {
  const { index } = call.command;
  const { indexes } = existing(call, 'dropIndexes');
  const nIndexesWas = indexes.count;
  for (const wanted of Array.isArray(index) ? (index as unknown[]) : [index]) indexes.drop(wanted);
  return { nIndexesWas, ok: 1 };
}

function existing(call: Call, field: string): Collection {
  const collection = collectionOf(call, field);
  if (collection) return collection;
  const namespace = `${call.db}.${collectionName(call.command, call.db, field)}`;
  throw new ServerError('NamespaceNotFound', `ns does not exist: ${namespace}`);
}

export const indexes: CommandFamily = {
  createIndexes: { fields: ['indexes', 'commitQuorum'], run: createIndexes },
  listIndexes: { fields: ['cursor'], run: listIndexes },
  dropIndexes: { fields: ['index'], run: dropIndexes },
};
