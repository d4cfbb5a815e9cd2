/** The program behind `npm run keys`. */
import { StartFailure } from '../platform/start-failure.ts';
import { changeKeys } from './change-keys.ts';

try {
  process.stdout.write(`${await changeKeys(process.argv.slice(2))}\n`);
} catch (error) {
  if (!(error instanceof StartFailure)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
