/** What a list costs the database: its commands, and the documents that these look at. */
import type { Connection } from 'mongoose';

type Command = Record<string, unknown>;

export interface Cost {
  commands: number;
  examined: number;
}

/** What of a command its plan depends on. */
const PLANNED = ['find', 'aggregate', 'filter', 'sort', 'limit', 'pipeline', 'projection'];

/** Counts the commands of what is done, and asks the database what each looked at. `db` must monitor its commands. */
export function countingOn(db: Connection) {
  let sent: Command[] = [];
  db.getClient().on('commandStarted', ({ commandName, command }) => {
    if (commandName === 'find' || commandName === 'aggregate') sent.push(command);
  });
  return async (work: () => Promise<unknown>): Promise<Cost> => {
    sent = [];
    await work();
    const commands = sent;
    let examined = 0;
    for (const command of commands) examined += await examinedBy(db, command);
    return { commands: commands.length, examined };
  };
}

async function examinedBy(db: Connection, command: Command): Promise<number> {
  const planned = Object.fromEntries(
    PLANNED.flatMap((key) => (key in command ? [[key, command[key]]] : [])),
  );
  const explained = await db.db?.command({
    explain: { ...planned, ...('pipeline' in planned && { cursor: {} }) },
    verbosity: 'executionStats',
  });
  return documentsIn(explained);
}

/** Of a plan that a server cut in several parts, the sum. */
function documentsIn(explained: unknown): number {
  if (typeof explained !== 'object' || explained === null) return 0;
  const { executionStats } = explained as { executionStats?: { totalDocsExamined?: number } };
  if (executionStats) return executionStats.totalDocsExamined ?? 0;
  return Object.values(explained).reduce<number>((sum, part) => sum + documentsIn(part), 0);
}
