/**
 * Finds the house that `npm start` runs on this machine, by the note that it writes to `.groundswell/<port>.json`. A house
 * is all the programs that run together: organisations, coalition, gateway and issuer.
 */
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { port, readSettings } from '../platform/settings.ts';

const note = z.object({
  pid: z.int().positive(),
  /** The base address of its local issuer: an organisation's issuer is `<this>/<its id>`. */
  issuer: z.url(),
  databases: z.record(z.string(), z.object({ uri: z.string(), database: z.string() })),
});
export type RunningHouse = z.infer<typeof note>;

/**
 * Reads the note of the house on `PORT`; null when none runs there.
 * @param notes the folder of the notes
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
    // A note that is being written, or whose writer died meanwhile, counts as none.
    return null;
  }
}

/** Whether a process with this id exists. Signal 0 tests for one, and sends it nothing. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
