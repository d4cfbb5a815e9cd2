import { runOrganisation } from '../commons/main.ts';
import { party } from './kind.ts';

await runOrganisation(party);
