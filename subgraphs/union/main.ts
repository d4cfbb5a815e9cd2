import { runOrganisation } from '../commons/main.ts';
import { union } from './kind.ts';

await runOrganisation(union);
