/** A party: what every organisation has, and policy reviews. */
import { MODULES } from '../../generated/party.ts';
import type { Kind } from '../../organisation/kind.ts';

export const party: Kind = { contract: 'party', modules: MODULES };
