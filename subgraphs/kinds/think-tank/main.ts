import { runOrganisation } from '../../organisation/program.ts';
import { thinkTank } from './kind.ts';

export const main = (): Promise<void> => runOrganisation(thinkTank);
