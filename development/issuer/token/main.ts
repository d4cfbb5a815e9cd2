/** The program behind `npm run token`: one token on standard output and nothing else, or why there is none. */
import { command } from '../../../platform/command.ts';
import { fileOfHouse } from '../../../platform/root.ts';
import { tokenFor } from './token.ts';

export const main = (): Promise<void> =>
  command((args) => tokenFor(args, process.env, fileOfHouse('.groundswell/')));
