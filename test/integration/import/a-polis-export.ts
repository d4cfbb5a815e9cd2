/** The folder of a Polis export, and an import of it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Connection } from 'mongoose';
import { runImport } from '../../../import/program.ts';
import { connect } from '../../../subgraphs/framework/mongo.ts';
import { testDatabase } from '../../support/database.ts';

const COMMENTS_HEADER =
  'timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body';
const VOTES_HEADER = 'timestamp,datetime,comment-id,voter-id,vote';

/** The output of an import, and its exit code. */
export interface ImportOutput {
  code: number;
  out: string;
  err: string;
}

/** A folder for exports, and databases to import them into. */
export async function anImport() {
  const databases = await testDatabase();
  const root = mkdtempSync(path.join(tmpdir(), 'groundswell-polis-'));
  const opened: Connection[] = [];

  return {
    root,

    /** Writes an export; rows are lines without the header. */
    anExport(name: string, comments: string[], votes: string[], more: Record<string, string> = {}) {
      const folder = path.join(root, name);
      mkdirSync(folder, { recursive: true });
      const files = {
        'comments.csv': [COMMENTS_HEADER, ...comments, ''].join('\n'),
        'votes.csv': [VOTES_HEADER, ...votes, ''].join('\n'),
        ...more,
      };
      for (const [file, text] of Object.entries(files))
        writeFileSync(path.join(folder, file), text);
      return folder;
    },

    /** Imports a folder for an organisation, into a database of this name. */
    async import(folder: string, organisation: string, database: string): Promise<ImportOutput> {
      const output = { out: '', err: '' };
      const address = databases.address(database);
      const uri = address.uri.replace(
        /^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?[^?]*/,
        `$1/${address.database}`,
      );
      const name = `MONGODB_URI_${organisation.toUpperCase().replaceAll('-', '_')}`;
      const code = await runImport(['polis', folder, '--organisation', organisation], {
        out: { write: (text: string) => (output.out += text) },
        err: { write: (text: string) => (output.err += text) },
        env: { [name]: uri },
      });
      return { code, ...output };
    },

    /** The database of this name. */
    async database(name: string): Promise<Connection> {
      const db = await connect(databases.address(name), name);
      opened.push(db);
      return db;
    },

    async close() {
      await Promise.all(opened.map((db) => db.close()));
      await databases.close();
      rmSync(root, { recursive: true });
    },
  };
}

/** The lines on standard error that name a refused row. */
export const refusals = ({ err }: ImportOutput): string[] =>
  err.split('\n').filter((line) => /^\w+\.csv line /.test(line));
