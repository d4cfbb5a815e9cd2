/** A union: what every organisation has, and the polls of its network. */
import { MODULES } from '../../generated/union.ts';
import type { Kind } from '../../organisation/kind.ts';

export const union: Kind = { contract: 'union', modules: MODULES };
