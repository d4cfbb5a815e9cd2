/** insert, update, delete, findAndModify. */
import { asServerError, ServerError } from '../errors.ts';
import { compileProjection } from '../project/projection.ts';
import { isMissing, type Doc } from '../values/document.ts';
import { applyChange, changeOf, type Outcome } from './change.ts';
import {
  changeableOf,
  checkHint,
  collectionOf,
  countOf,
  docOf,
  docsOf,
  refuseCollation,
  scopeOf,
  writableOf,
  wrongType,
  type Call,
  type CommandFamily,
} from './command.ts';
import { findDocs } from './query.ts';

/** Runs the statements of a write command in order. Those that fail are reported; an ordered command stops there. */
function runStatements(
  command: Doc,
  field: string,
  run: (statement: Doc, index: number) => void,
): Doc {
  const writeErrors: Doc[] = [];
  for (const [index, statement] of statementsOf(command, field).entries()) {
    try {
      run(statement, index);
    } catch (thrown) {
      const { code, message, details } = asServerError(thrown);
      writeErrors.push({ index, code, errmsg: message, ...details });
      if (command['ordered'] !== false) break;
    }
  }
  return writeErrors.length > 0 ? { writeErrors } : {};
}

const MAX_STATEMENTS = 100_000;

function statementsOf(command: Doc, field: string): Doc[] {
  const statements = docsOf(command, field);
  if (statements.length > 0 && statements.length <= MAX_STATEMENTS) return statements;
  const got = `Got ${statements.length} operations.`;
  throw new ServerError(
    'InvalidOptions',
    `Write batch sizes must be between 1 and ${MAX_STATEMENTS}. ${got}`,
  );
}

function insert(call: Call): Doc {
  const collection = writableOf(call, 'insert');
  let n = 0;
  const failed = runStatements(call.command, 'documents', (doc) => {
    collection.insert(doc);
    n++;
  });
  return { n, ...failed, ok: 1 };
}

const UPDATE_FIELDS = new Set([
  'q',
  'u',
  'c',
  'multi',
  'upsert',
  'sort',
  'arrayFilters',
  'hint',
  'collation',
]);
const DELETE_FIELDS = new Set(['q', 'limit', 'hint', 'collation']);

function checkStatement(statement: Doc, fields: ReadonlySet<string>): void {
  refuseCollation(statement);
  const unknown = Object.keys(statement).find((field) => !fields.has(field));
  if (unknown !== undefined)
    throw new ServerError('Location40415', `BSON field '${unknown}' is an unknown field.`);
}

function update(call: Call): Doc {
  const { command } = call;
  const upserts = docsOf(command, 'updates').some(({ upsert }) => upsert === true);
  const collection = upserts ? writableOf(call, 'update') : changeableOf(call, 'update');
  const now = new Date();
  const upserted: Doc[] = [];
  let [n, nModified] = [0, 0];
  const failed = runStatements(command, 'updates', (statement, index) => {
    checkStatement(statement, UPDATE_FIELDS);
    checkHint(collection, statement['hint']);
    const change = changeOf({
      filter: docOf(statement, 'q'),
      update: statement['u'],
      multi: statement['multi'] === true,
      upsert: statement['upsert'],
      sort: docOf(statement, 'sort'),
      arrayFilters: statement['arrayFilters'],
      bindings: [command['let'], statement['c']],
    });
    const outcome = applyChange(collection, change, now);
    n += outcome.upserted ? 1 : outcome.matched;
    nModified += outcome.modified;
    if (outcome.upserted) upserted.push({ index, _id: outcome.upserted['_id'] });
  });
  return { n, nModified, ...(upserted.length > 0 && { upserted }), ...failed, ok: 1 };
}

function remove(call: Call): Doc {
  const { command } = call;
  const collection = collectionOf(call, 'delete');
  let n = 0;
  const failed = runStatements(command, 'deletes', (statement) => {
    checkStatement(statement, DELETE_FIELDS);
    checkHint(collection, statement['hint']);
    const query = {
      filter: docOf(statement, 'q'),
      scope: scopeOf(command),
      limit: countOf(statement, 'limit'),
    };
    for (const doc of findDocs(collection, query)) {
      collection?.delete(doc);
      n++;
    }
  });
  return { n, ...failed, ok: 1 };
}

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
  return { lastErrorObject: lastError(outcome), value: shown(command, value), ok: 1 };
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
  const value = shown(command, found);
  if (found) collection?.delete(found);
  return { lastErrorObject: { n: found ? 1 : 0 }, value, ok: 1 };
}

function shown(command: Doc, doc: Doc | undefined): Doc | null {
  const { fields } = command;
  if (Array.isArray(fields)) throw wrongType('fields', fields, 'object');
  const project = compileProjection(docOf(command, 'fields'), {
    ...scopeOf(command),
    filter: docOf(command, 'query'),
  });
  if (!doc) return null;
  return project ? project(doc) : doc;
}

const WRITE_FIELDS = ['ordered', 'bypassDocumentValidation', 'let', 'stmtId', 'stmtIds'];
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

export const writing: CommandFamily = {
  insert: { fields: ['documents', ...WRITE_FIELDS], run: insert },
  update: { fields: ['updates', ...WRITE_FIELDS], run: update },
  delete: { fields: ['deletes', ...WRITE_FIELDS], run: remove },
  findAndModify: { fields: MODIFY_FIELDS, run: findAndModify },
};
