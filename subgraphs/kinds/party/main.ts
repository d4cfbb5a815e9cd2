import { runOrganisation } from '../../organisation/program.ts';
import { party } from './kind.ts';

export const main = (): Promise<void> => runOrganisation(party);
