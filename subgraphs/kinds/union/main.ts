import { runOrganisation } from '../../organisation/program.ts';
import { union } from './kind.ts';

export const main = (): Promise<void> => runOrganisation(union);
