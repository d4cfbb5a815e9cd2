/** A union: what every organisation has, and the polls of its network. */
import { MODULES } from '../../generated/union.ts';
import { runOrganisation } from '../../organisation/program.ts';

export const main = (): Promise<void> => runOrganisation({ contract: 'union', modules: MODULES });
