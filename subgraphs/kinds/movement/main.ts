import { runOrganisation } from '../../organisation/program.ts';
import { movement } from './kind.ts';

await runOrganisation(movement);
