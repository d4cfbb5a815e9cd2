import { runOrganisation } from '../commons/main.ts';
import { thinkTank } from './kind.ts';

await runOrganisation(thinkTank);
