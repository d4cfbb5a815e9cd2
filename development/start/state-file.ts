/** The note that a running house leaves for other commands: where its databases and its issuer are. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import type { DatabaseAddress } from '../../directory/addresses.ts';
import { fileOfHouse } from '../../platform/root.ts';

const FOLDER = fileOfHouse('.groundswell/');

/** What other commands may need to know of a house. */
export interface Whereabouts {
  /** The port of its gateway, which identifies the house. */
  port: number;
  /** Where its local issuer is: the issuer of an organisation is at this address with its id. */
  issuer: string;
  databases: ReadonlyMap<string, DatabaseAddress>;
}

/** Leaves the note for a house; answers how to take it away. */
export function leaveNote({ port, issuer, databases }: Whereabouts): () => void {
  const file = new URL(`${port}.json`, FOLDER);
  mkdirSync(FOLDER, { recursive: true });
  const gateway = `http://127.0.0.1:${port}/graphql`;
  const note = { pid: process.pid, gateway, issuer, databases: Object.fromEntries(databases) };
  // Connection strings may carry passwords: nobody else reads them.
  writeFileSync(file, `${JSON.stringify(note, null, 2)}\n`, { mode: 0o600 });
  return () => rmSync(file, { force: true });
}
