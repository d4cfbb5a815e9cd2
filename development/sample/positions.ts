/** Where the sample's members stand on its ideas. */
import {
  newPosition,
  type PositionRow,
  type Vote,
} from '../../subgraphs/organisation/ideas/position.ts';
import type { IdeaRow } from '../../subgraphs/organisation/ideas/idea.ts';
import type { MemberRow } from '../../subgraphs/organisation/members/member.ts';
import type { Chance } from './chance.ts';
import { soonAfter } from './moments.ts';
import { Position } from '../../schema/generated/enums.ts';

/** The most members that take a position on one idea. */
const MOST = 45;
/** How many of those who voted vote again, another way. */
const CHANGE_THEIR_MIND = 0.08;

/** The positions that some members took on an idea; how they lean is drawn for each idea. */
export function positionsOn(
  idea: Pick<IdeaRow, '_id' | 'status' | 'createdAt'>,
  members: readonly MemberRow[],
  chance: Chance,
): PositionRow[] {
  const fresh = idea.status === 'SUBMITTED';
  const voters = chance.some(members, chance.integer(0, fresh ? MOST / 3 : MOST));
  const leaning = leaningOf(chance);
  return voters.map(({ _id, organisation }) => ({
    ...newPosition({
      idea: idea._id,
      person: _id,
      home: organisation,
      history: votes(chance, idea.createdAt, leaning),
    }),
    uncounted: false,
  }));
}

type Leaning = Readonly<Record<Position, number>>;

/** From an idea that divides people to one that hardly anyone is against. */
function leaningOf(chance: Chance): Leaning {
  const support = 0.3 + 0.6 * chance.fraction();
  const pass = 0.15 * chance.fraction();
  return { SUPPORT: support, PASS: pass, OPPOSE: Math.max(0, 1 - support - pass) };
}

function votes(chance: Chance, from: Date, leaning: Leaning): Vote[] {
  const first = { value: chance.weigh(leaning), at: soonAfter(chance, from) };
  if (!chance.happens(CHANGE_THEIR_MIND)) return [first];
  const value = chance.pick(Position.filter((one) => one !== first.value));
  return [first, { value, at: soonAfter(chance, first.at) }];
}
