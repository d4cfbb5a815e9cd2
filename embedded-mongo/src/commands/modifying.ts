/** findAndModify: changes or deletes one document, and returns it. */
import { ServerError } from '../errors.ts';
import { compileProjection } from '../project/projection.ts';
import { isMissing, type Doc } from '../values/document.ts';
import { applyChange, changeOf, type Outcome } from './change.ts';
import {
  changeableOf,
  checkHint,
  collectionOf,
  docOf,
  scopeOf,
  writableOf,
  type Call,
  type CommandFamily,
} from './command.ts';
import { findDocs } from './query.ts';

function findAndModify(call: Call): Doc {
  const { command } = call;
  if (command['remove'] === true) return findAndRemove(call);
  if (isMissing(command['update'])) {
    throw new ServerError('FailedToParse', 'Either an update or remove=true must be specified');
  }
  const upserts = command['upsert'] === true;
  const collection = upserts
    ? writableOf(call, 'findAndModify')
    : changeableOf(call, 'findAndModify');
  checkHint(collection, command['hint']);
  const change = changeOf({
    filter: docOf(command, 'query'),
    update: command['update'],
    upsert: command['upsert'],
    sort: docOf(command, 'sort'),
    arrayFilters: command['arrayFilters'],
    bindings: [command['let']],
  });
  const outcome = applyChange(collection, change, new Date());
  const value = command['new'] === true ? outcome.after : outcome.before;
  return { lastErrorObject: lastError(outcome), value: projected(command, value), ok: 1 };
}

function lastError({ matched, upserted }: Outcome): Doc {
  if (upserted) return { n: 1, updatedExisting: false, upserted: upserted['_id'] };
  return { n: matched, updatedExisting: matched > 0 };
}

function findAndRemove(call: Call): Doc {
  const { command } = call;
  if (!isMissing(command['update']))
    throw new ServerError('FailedToParse', 'Cannot specify both an update and remove=true');
  const collection = collectionOf(call, 'findAndModify');
  checkHint(collection, command['hint']);
  const query = {
    filter: docOf(command, 'query'),
    scope: scopeOf(command),
    sort: docOf(command, 'sort'),
    limit: 1,
  };
  const [found] = findDocs(collection, query);
  const value = projected(command, found);
  if (found) collection?.delete(found);
  return { lastErrorObject: { n: found ? 1 : 0 }, value, ok: 1 };
}

function projected(command: Doc, doc: Doc | undefined): Doc | null {
  const project = compileProjection(docOf(command, 'fields'), {
    ...scopeOf(command),
    filter: docOf(command, 'query'),
  });
  if (!doc) return null;
  return project ? project(doc) : doc;
}

const MODIFY_FIELDS = [
  'query',
  'update',
  'remove',
  'new',
  'fields',
  'sort',
  'upsert',
  'arrayFilters',
  'hint',
  'let',
  'bypassDocumentValidation',
];

export const modifying: CommandFamily = {
  findAndModify: { fields: MODIFY_FIELDS, run: findAndModify },
};
