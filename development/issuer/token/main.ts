/** The program behind `npm run token`: one token on standard output and nothing else, or why there is none. */
import { StartFailure } from '../../../platform/start-failure.ts';
import { fileOfHouse } from '../../../platform/root.ts';
import { tokenFor } from './token.ts';

try {
  const said = await tokenFor(process.argv.slice(2), process.env, fileOfHouse('.groundswell/'));
  process.stdout.write(`${said}\n`);
} catch (error) {
  if (!(error instanceof StartFailure)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
