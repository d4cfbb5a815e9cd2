/** The program behind `npm run import`. */
import { runImport } from './program.ts';

export const main = async (): Promise<void> => {
  process.exitCode = await runImport(process.argv.slice(2));
};
