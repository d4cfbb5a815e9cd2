/** Which database an import goes to. */
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { type DatabaseAddress, databaseAddress } from '../directory/addresses.ts';
import { port, readSettings } from '../process/settings.ts';
import { StartFailure } from '../process/start-failure.ts';

/** What a running Groundswell notes of itself, in `.groundswell/<port>.json`. */
const note = z.object({
  pid: z.int().positive(),
  databases: z.record(z.string(), z.object({ uri: z.string(), database: z.string() })),
});

/**
 * The database of an organisation: the one that the settings name, else that of the Groundswell that runs
 * on `PORT`.
 * @param notes the folder in which a running Groundswell leaves its note
 * @throws StartFailure when there is neither.
 */
export function destinationOf(
  organisation: string,
  env: NodeJS.ProcessEnv,
  notes: URL,
): DatabaseAddress {
  const address = databaseAddress(organisation, env) ?? running(env, notes)?.[organisation];
  if (address) return address;
  throw new StartFailure(
    'Nothing to import into: start Groundswell with `npm start` first, or set MONGODB_URI.',
  );
}

function running(env: NodeJS.ProcessEnv, notes: URL): Record<string, DatabaseAddress> | null {
  const { PORT } = readSettings({ PORT: port.default(4000) }, env);
  const file = new URL(`${PORT}.json`, notes);
  if (!existsSync(file)) return null;
  const read = note.safeParse(parseJson(readFileSync(file, 'utf8')));
  return read.success && isAlive(read.data.pid) ? read.data.databases : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Half a note is no note: it is being written, or its writer died.
    return null;
  }
}

/** Whether there is a process of this id. Signal 0 asks, and does nothing to it. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
