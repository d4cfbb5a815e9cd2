/** What an update makes of a document, as on a MongoDB server. */
import { checkUpdate, type Update } from '../../../src/update/check.ts';
import { compileUpdate } from '../../../src/update/update.ts';
import type { Doc } from '../../../src/values/document.ts';

/** The moment that updates are made at. */
const NOW = new Date('2026-01-01T00:00:00Z');

export function updated(doc: Doc, update: Update, filter: Doc = {}, arrayFilters?: Doc[]): Doc {
  checkUpdate(update, { multi: false, arrayFilters });
  return compileUpdate(update, { filter, arrayFilters, now: NOW })(doc);
}

/** A row of a table of tests. */
export type Row = [
  fact: string,
  doc: Doc,
  update: Update,
  expected: Doc,
  filter?: Doc,
  arrayFilters?: Doc[],
];
