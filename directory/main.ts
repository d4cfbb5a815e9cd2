/** The program behind `npm run new`. */
import { command } from '../platform/command.ts';
import { addOrganisation } from './add-organisation.ts';

export const main = (): Promise<void> => command((args) => addOrganisation(args));
