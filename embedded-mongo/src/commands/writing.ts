/** insert, update and delete. findAndModify, the other command that writes, is in `modifying.ts`. */
import { asServerError, ServerError } from '../errors.ts';
import type { Doc } from '../values/document.ts';
import { applyChange, changeOf } from './change.ts';
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
  type Call,
  type CommandFamily,
} from './command.ts';
import { modifying } from './modifying.ts';
import { findDocs } from './query.ts';

/** Runs the statements of a command in order, and reports those that fail. An ordered command stops at the first. */
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

const WRITE_FIELDS = ['ordered', 'bypassDocumentValidation', 'let', 'stmtId', 'stmtIds'];
export const writing: CommandFamily = {
  insert: { fields: ['documents', ...WRITE_FIELDS], run: insert },
  update: { fields: ['updates', ...WRITE_FIELDS], run: update },
  delete: { fields: ['deletes', ...WRITE_FIELDS], run: remove },
  ...modifying,
};
