import { runOrganisation } from '../../organisation/program.ts';
import { thinkTank } from './kind.ts';

await runOrganisation(thinkTank);
