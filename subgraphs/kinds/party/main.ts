import { runOrganisation } from '../../organisation/program.ts';
import { party } from './kind.ts';

await runOrganisation(party);
