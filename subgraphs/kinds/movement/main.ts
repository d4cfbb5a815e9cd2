import { runOrganisation } from '../../organisation/program.ts';
import { movement } from './kind.ts';

export const main = (): Promise<void> => runOrganisation(movement);
