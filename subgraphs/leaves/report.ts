/** All that leaves organisations, and what they keep about people. */
import { THINGS } from '../../schema/things.ts';
import type { PersonalRows } from '../framework/personal.ts';
import { answersOf } from './answers.ts';
import { aroundCards } from './around-cards.ts';
import { callersAway } from './callers.ts';
import { cardsOf } from './cards.ts';
import type { Leaf } from './leaf.ts';
import type { ServedContracts } from './served.ts';

export interface Report {
  leaves: readonly Leaf[];
  /** What is about people and kept, in the order of the Modules. */
  kept: readonly PersonalRows[];
}

/** The report on what organisations serve, ordered by thing. */
export function reportOn(served: ServedContracts): Report {
  const leaves = [...cardsOf(served), ...answersOf(served), ...aroundCards(), ...callersAway()];
  return {
    leaves: leaves.toSorted((one, other) => placeOf(one) - placeOf(other)),
    kept: served.modules.flatMap(({ personal = [] }) => personal),
  };
}

/** Things come in the order of their table, and last what is of none. */
function placeOf({ thing }: Leaf): number {
  const place = THINGS.findIndex(({ noun }) => noun === thing);
  return place < 0 ? THINGS.length : place;
}
