/** A think-tank: what every organisation has, and its papers. */
import { MODULES } from '../../generated/think-tank.ts';
import type { Kind } from '../../organisation/kind.ts';

export const thinkTank: Kind = { contract: 'think-tank', modules: MODULES };
