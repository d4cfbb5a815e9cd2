/** The program `npm run import`: from its arguments to its exit code. */
import { StartFailure } from '../platform/start-failure.ts';
import { fileOfHouse } from '../platform/root.ts';
import { connect } from '../subgraphs/framework/mongo.ts';
import { readArguments, USAGE } from './arguments.ts';
import { destinationOf } from './destination.ts';
import { importConversation } from './polis/import-conversation.ts';
import { type Output, reportTo } from './report.ts';
import { summaryOf } from './summary.ts';

/** Where the program writes, and what it is told beside its arguments. */
export interface Surroundings {
  out: Output;
  err: Output;
  env: NodeJS.ProcessEnv;
  /** The folder in which a running Groundswell leaves its notes. */
  notes: URL;
}

const SURROUNDINGS: Surroundings = {
  out: process.stdout,
  err: process.stderr,
  env: process.env,
  notes: fileOfHouse('.groundswell/'),
};

/**
 * Imports what the arguments say. Progress and refused rows go to `err`, the summary to `out`.
 * @returns the exit code: 0 when every row was imported, 1 otherwise
 */
export async function runImport(
  args: readonly string[],
  surroundings: Partial<Surroundings> = {},
): Promise<number> {
  const { out, err, env, notes } = { ...SURROUNDINGS, ...surroundings };
  try {
    const given = readArguments(args, env);
    if (given === 'help') {
      out.write(USAGE);
      return 0;
    }
    const report = reportTo(err);
    const { folder, organisation } = given;
    const db = await connect(destinationOf(organisation, env, notes), organisation);
    try {
      const imported = await importConversation(folder, organisation, db, report);
      report.end();
      out.write(summaryOf(imported, organisation, report.refused()));
    } finally {
      await db.close();
    }
    return report.refused() === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error;
    err.write(`${error.message}\n`);
    return 1;
  }
}
