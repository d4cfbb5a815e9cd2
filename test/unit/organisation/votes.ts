/** Sequences of votes, and what they come to by the rule alone. */
import * as fc from 'fast-check';
import type { Tally } from '../../../subgraphs/organisation/ideas/idea.ts';
import { tallyKey } from '../../../subgraphs/organisation/ideas/position.ts';
import { Position } from '../../../schema/generated/enums.ts';

/** Who voted what, in order; few people, so that many change their mind. */
export const votes = fc.array(
  fc.tuple(fc.constantFrom('Ann', 'Bob', 'Cy', 'Di'), fc.constantFrom<Position>(...Position)),
  { maxLength: 20 },
);

/** The tally of votes in order: a position that stands already is no vote. */
export function tallied(cast: readonly (readonly [string, Position])[]): Tally {
  const tally: Tally = { support: 0, oppose: 0, pass: 0, cast: { support: 0, oppose: 0, pass: 0 } };
  const current = new Map<string, Position>();
  for (const [person, value] of cast) {
    if (current.get(person) !== value) tally.cast[tallyKey(value)] += 1;
    current.set(person, value);
  }
  for (const value of current.values()) tally[tallyKey(value)] += 1;
  return tally;
}
