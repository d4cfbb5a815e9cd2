/** The program `npm run import`: from its arguments to its exit code. */
import { StartFailure } from '../platform/start-failure.ts';
import { fileOfHouse } from '../platform/root.ts';
import { connect } from '../subgraphs/framework/mongo.ts';
import { readArguments, USAGE } from './arguments.ts';
import { destinationOf } from './destination.ts';
import { importConversation } from './polis/import-conversation.ts';
import { type Output, reportTo } from './csv/report.ts';
import { summaryOf } from './summary.ts';

/** The streams, the environment and the folder that the program uses. */
export interface ProgramContext {
  out: Output;
  err: Output;
  env: NodeJS.ProcessEnv;
  /** The folder with the notes of running Groundswells. */
  notes: URL;
}

const PROCESS: ProgramContext = {
  out: process.stdout,
  err: process.stderr,
  env: process.env,
  notes: fileOfHouse('.groundswell/'),
};

/**
 * Runs an import. Progress and refused rows go to `err`, the summary to `out`.
 * @returns the exit code: 0 where every row was imported, else 1
 */
export async function runImport(
  args: readonly string[],
  context: Partial<ProgramContext> = {},
): Promise<number> {
  const { out, err, env, notes } = { ...PROCESS, ...context };
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
