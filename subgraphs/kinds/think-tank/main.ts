/** A think-tank: what every organisation has, and its papers. */
import { MODULES } from '../../generated/think-tank.ts';
import { runOrganisation } from '../../organisation/program.ts';

export const main = (): Promise<void> =>
  runOrganisation({ contract: 'think-tank', modules: MODULES });
