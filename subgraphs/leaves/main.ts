/** The program behind `npm run leaves`. */
import { command } from '../../platform/command.ts';
import { printLeaves } from './print-leaves.ts';

export const main = (): Promise<void> => command(printLeaves);
