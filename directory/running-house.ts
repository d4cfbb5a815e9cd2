/** What a house that `npm start` runs notes of itself for other commands, in `.groundswell/<port>.json`. */
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { port, readSettings } from '../platform/settings.ts';

const note = z.object({
  pid: z.int().positive(),
  /** Where its local issuer is: the issuer of an organisation is at this address with its id. */
  issuer: z.url(),
  databases: z.record(z.string(), z.object({ uri: z.string(), database: z.string() })),
});
export type RunningHouse = z.infer<typeof note>;

/**
 * The house that runs on `PORT`; null when none does.
 * @param notes the folder in which a running house leaves its note
 */
export function runningHouse(env: NodeJS.ProcessEnv, notes: URL): RunningHouse | null {
  const { PORT } = readSettings({ PORT: port.default(4000) }, env);
  const file = new URL(`${PORT}.json`, notes);
  if (!existsSync(file)) return null;
  const read = note.safeParse(parseJson(readFileSync(file, 'utf8')));
  return read.success && isAlive(read.data.pid) ? read.data : null;
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
