/** The life of a command: it answers on standard output, or says in a sentence why it cannot. */
import { StartFailure } from './start-failure.ts';

/**
 * Runs a command on the arguments of this process, and writes its answer as one line or more. A StartFailure is said
 * in its own words on standard error, and the exit code is 1.
 * @throws whatever else the command throws
 */
export async function command(
  answer: (args: readonly string[]) => Promise<string> | string,
): Promise<void> {
  try {
    process.stdout.write(`${await answer(process.argv.slice(2))}\n`);
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
