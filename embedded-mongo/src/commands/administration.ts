/** Creating, listing and dropping databases and collections, and the one parameter that can be set. */
import { ServerError } from '../errors.ts';
import { compileFilter } from '../match/filter.ts';
import { toNumber } from '../numbers.ts';
import { ID_INDEX } from '../store/index-spec.ts';
import type { Doc } from '../values/document.ts';
import {
  collectionName,
  collectionOf,
  countOf,
  docOf,
  writableOf,
  type Call,
  type CommandFamily,
} from './command.ts';

function create(call: Call): Doc {
  if (collectionOf(call, 'create')) return { ok: 1 };
  writableOf(call, 'create');
  return { ok: 1 };
}

function drop(call: Call): Doc {
  const { command, db, state } = call;
  const name = collectionName(command, db, 'drop');
  const dropped = state.store.drop(db, name);
  return { ...(dropped && { nIndexesWas: dropped.indexes.count, ns: `${db}.${name}` }), ok: 1 };
}

function dropDatabase({ db, state }: Call): Doc {
  return { ...(state.store.dropDatabase(db) && { dropped: db }), ok: 1 };
}

function listCollections({ command, db, state }: Call): Doc {
  const matches = compileFilter(docOf(command, 'filter'));
  const all = state.store.collectionsOf(db).map(([name]): Doc => ({
    name,
    type: 'collection',
    options: {},
    info: { readOnly: false },
    idIndex: ID_INDEX,
  }));
  const found = all.filter(matches);
  const docs =
    command['nameOnly'] === true ? found.map(({ name, type }) => ({ name, type })) : found;
  const batchSize = countOf(docOf(command, 'cursor'), 'batchSize');
  return state.cursors.start({ namespace: `${db}.$cmd.listCollections`, docs, batchSize });
}

function listDatabases({ command, state }: Call): Doc {
  const matches = compileFilter(docOf(command, 'filter'));
  const nameOnly = command['nameOnly'] === true;
  const all = state.store
    .databaseNames()
    .map((name): Doc => (nameOnly ? { name } : { name, sizeOnDisk: 0, empty: false }));
  return {
    databases: all.filter(matches),
    ...(!nameOnly && { totalSize: 0, totalSizeMb: 0 }),
    ok: 1,
  };
}

/** `ttlMonitorSleepSecs` is the server's own name for how often expired documents are deleted. */
function setParameter({ command, state }: Call): Doc {
  const seconds = toNumber(command['ttlMonitorSleepSecs']);
  if (!(seconds > 0))
    throw new ServerError('BadValue', `ttlMonitorSleepSecs must be above 0, but got ${seconds}`);
  const was = state.ttlSeconds;
  state.ttlSeconds = seconds;
  return { was, ok: 1 };
}

export const administration: CommandFamily = {
  create: { fields: [], run: create },
  drop: { fields: [], run: drop },
  dropDatabase: { fields: [], run: dropDatabase },
  listCollections: {
    fields: ['filter', 'nameOnly', 'authorizedCollections', 'cursor'],
    run: listCollections,
  },
  listDatabases: { fields: ['filter', 'nameOnly', 'authorizedDatabases'], run: listDatabases },
  setParameter: { fields: ['ttlMonitorSleepSecs'], run: setParameter },
};
