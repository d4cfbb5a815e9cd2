/** The note that a running house leaves for other commands: where its databases are. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import type { DatabaseAddress } from '../directory/addresses.ts';
import { fileOfHouse } from '../root.ts';

const FOLDER = fileOfHouse('.groundswell/');

/** Leaves the note for the house at this port; answers how to take it away. */
export function leaveNote(
  port: number,
  gateway: string,
  databases: ReadonlyMap<string, DatabaseAddress>,
): () => void {
  const file = new URL(`${port}.json`, FOLDER);
  mkdirSync(FOLDER, { recursive: true });
  const note = { pid: process.pid, gateway, databases: Object.fromEntries(databases) };
  // Connection strings may carry passwords: nobody else reads them.
  writeFileSync(file, `${JSON.stringify(note, null, 2)}\n`, { mode: 0o600 });
  return () => rmSync(file, { force: true });
}
