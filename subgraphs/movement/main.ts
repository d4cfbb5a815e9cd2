import { runOrganisation } from '../commons/main.ts';
import { movement } from './kind.ts';

await runOrganisation(movement);
