/** A movement: what every organisation has, and its wins. */
import { MODULES } from '../../generated/movement.ts';
import type { Kind } from '../../organisation/kind.ts';

export const movement: Kind = { contract: 'movement', modules: MODULES };
