/** The life of a command: it prints its result, or the reason why there is none. */
import { StartFailure } from './start-failure.ts';

/**
 * Runs a command with the arguments of this process, and prints its result on standard output. The message of a
 * StartFailure goes to standard error, and the exit code is 1.
 * @throws any other error of the command
 */
export async function command(
  run: (args: readonly string[]) => Promise<string> | string,
): Promise<void> {
  // Who reads the result may have had enough of it, as `head` has.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  try {
    process.stdout.write(`${await run(process.argv.slice(2))}\n`);
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
