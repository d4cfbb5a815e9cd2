/** The program behind `npm run keys`. */
import { command } from '../platform/command.ts';
import { changeKeys } from './change-keys.ts';

export const main = (): Promise<void> => command(changeKeys);
