/** A movement: what every organisation has, and its wins. */
import { MODULES } from '../../generated/movement.ts';
import { runOrganisation } from '../../organisation/program.ts';

export const main = (): Promise<void> =>
  runOrganisation({ contract: 'movement', modules: MODULES });
