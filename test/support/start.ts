/** The house as `npm start` runs it: real processes, and what they say of themselves. */
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import mongoose from 'mongoose';
import { CAUSAL_TOKEN_HEADER } from '../../gateway/causal-token/encrypted-token.ts';
import { fileOfHouse } from '../../platform/root.ts';
import type { Answer } from './answer.ts';
import { post } from './post.ts';
import { startProgram, type TestProgram } from './program.ts';

/** A line of the table of what runs where. */
export interface Row {
  address: string;
  database: string;
  /** The id of its process at the start; it has another once it was started again. */
  pid: number;
}

export interface TestStart {
  program: TestProgram;
  /** How long it took until it was ready, in milliseconds. */
  readyAfterMs: number;
  /** What runs where, by name, the gateway last. */
  table: ReadonlyMap<string, Row>;
  /** The gateway's address, `http://127.0.0.1:4000`. */
  gateway: string;
  /** The settings that it runs with, for another command that should find the same house. */
  settings: NodeJS.ProcessEnv;
  /** A token of the report, by the name that it has there: `MEMBER`, `STAFF`. */
  token(name: string): string;
  /** Asks the gateway, with a token or without, as one client that sees what it wrote. */
  ask<Data>(query: string, variables?: object, token?: string): Promise<Answer<Data>>;
  /** Ends everything, and drops the databases that it was given on the server of the test run. */
  close(): Promise<void>;
}

const MANY = '1000000000';

/** Settings of a gateway where every caller may ask as much as they like: a test may be all callers at the same time. */
export const UNLIMITED: NodeJS.ProcessEnv = {
  CALLER_COST: MANY,
  CALLER_REQUESTS_AT_ONCE: MANY,
  REQUESTS_AT_ONCE: MANY,
  COST_AT_ONCE: MANY,
};

/**
 * Starts the house by `bin/start.js` on a free port, and resolves when it says that it is ready. Where the
 * test run has a `MONGODB_URI`, the data is on that server, in databases of its own.
 */
export async function aStart(given: NodeJS.ProcessEnv = {}): Promise<TestStart> {
  const server = given['MONGODB_URI'] ? undefined : serverOfRun();
  const settings = { PORT: '0', ...(server && { MONGODB_URI: server }), ...given };
  const program = startProgram(process.execPath, ['bin/start.js'], settings);
  const readyAfterMs = await program.says('Stop with Ctrl-C.').catch(async (error: unknown) => {
    await program.stop();
    throw error;
  });
  const table = tableIn(program.out());
  const gateway = table.get('gateway')?.address ?? '';
  let causalToken: string | null = null;
  const tokens = new Map(
    [...program.out().matchAll(/^([A-Z]+)=(\S+)$/gm)].map(([, name, token]) => [name, token]),
  );
  return {
    program,
    readyAfterMs,
    table,
    gateway,
    settings: { ...settings, PORT: new URL(gateway).port },
    token: (name) => tokens.get(name) ?? '',
    async ask<Data>(query: string, variables: object = {}, token?: string): Promise<Answer<Data>> {
      const { answer, headers } = await post<Data>(
        `${gateway}/graphql`,
        { query, variables },
        {
          ...(token && { authorization: `Bearer ${token}` }),
          ...(causalToken && { [CAUSAL_TOKEN_HEADER]: causalToken }),
        },
      );
      causalToken = headers.get(CAUSAL_TOKEN_HEADER) ?? causalToken;
      // What it cost is of no interest to those who ask here.
      const { extensions: _, ...rest } = answer;
      return rest;
    },
    async close() {
      await program.stop();
      // One that was killed left its note behind.
      const { port } = new URL(gateway);
      for (const name of [port, `directory-${port}`])
        rmSync(fileOfHouse(`.groundswell/${name}.json`), { force: true });
      if (server) await drop(server, table);
    },
  };
}

/** A line such as `labour  party  http://127.0.0.1:37463  groundswell-labour  27796`; not all have a kind or a database. */
const ROW = /^ {2}(\S+) +(?:[a-z-]+ +)?(http:\S+) +(?:(\S+) +)?(\d+)$/gm;

const tableIn = (report: string): Map<string, Row> =>
  new Map(
    [...report.matchAll(ROW)].map(([, name = '', address = '', database = '', pid]) => [
      name,
      { address, database, pid: Number(pid) },
    ]),
  );

/** The server of the test run, under a name of its own; undefined when the run has none. */
function serverOfRun(): string | undefined {
  const [, server, name, query = ''] =
    /^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?([^?]*)\??(.*)$/.exec(process.env['MONGODB_URI'] ?? '') ??
    [];
  if (!server) return undefined;
  const options = new URLSearchParams(query);
  // Users are kept in the database that the address names, unless it says otherwise.
  if (name && server.includes('@') && !options.has('authSource')) options.set('authSource', name);
  return `${server}/test-${randomUUID().slice(0, 8)}?${options.toString()}`;
}

async function drop(server: string, table: ReadonlyMap<string, Row>): Promise<void> {
  const db = await mongoose.createConnection(server).asPromise();
  for (const { database } of table.values()) if (database) await db.useDb(database).dropDatabase();
  await db.close();
}
