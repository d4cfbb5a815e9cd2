import { runOrganisation } from '../../organisation/program.ts';
import { union } from './kind.ts';

await runOrganisation(union);
