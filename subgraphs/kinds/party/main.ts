/** A party: what every organisation has, and policy reviews. */
import { MODULES } from '../../generated/party.ts';
import { runOrganisation } from '../../organisation/program.ts';

export const main = (): Promise<void> => runOrganisation({ contract: 'party', modules: MODULES });
