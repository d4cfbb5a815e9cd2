/** The program of `npm run new`. */
import { StartFailure } from '../platform/start-failure.ts';
import { addOrganisation } from './add-organisation.ts';

try {
  process.stdout.write(`${addOrganisation(process.argv.slice(2))}\n`);
} catch (error) {
  if (!(error instanceof StartFailure)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
