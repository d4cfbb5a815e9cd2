/** The sample's polls, and who voted in them. */
import { derivedId } from '../../schema/derived-id.ts';
import type { MemberRow } from '../../subgraphs/organisation/members/member.ts';
import { newPoll, type PollRow } from '../../subgraphs/kinds/union/polls/poll.ts';
import { newVote, type VoteRow } from '../../subgraphs/kinds/union/polls/vote.ts';
import { type Chance, chanceOf } from './chance.ts';
import type { SamplePoll } from './format.ts';
import { AUTUMN, CLOSING_HOUR, inLondon, someMoment, soonAfter } from './moments.ts';

/** How many members vote at least and at most. */
const TURNOUT = [12, 48] as const;

/** A poll and the votes cast in it. */
export interface AskedPoll {
  poll: PollRow;
  votes: VoteRow[];
}

/**
 * A poll of the sample: open, with some members' votes cast.
 * @param at its index in the file
 */
export function askedPoll(
  { question, closesInDays, ...given }: SamplePoll,
  at: number,
  organisation: string,
  members: readonly MemberRow[],
  now: Date,
): AskedPoll {
  const seed = `sample/${organisation}/poll/${at}`;
  const chance = chanceOf(seed);
  const createdAt = someMoment(chance, AUTUMN);
  const poll = newPoll({
    ...given,
    _id: derivedId(organisation, 'poll', seed, createdAt),
    organisation,
    title: question,
    closesAt: inLondon(now, closesInDays, CLOSING_HOUR),
    createdAt,
  });
  return { poll, votes: votesIn(poll, members, chance) };
}

function votesIn(
  { _id: poll, options, startsAt }: PollRow,
  members: readonly MemberRow[],
  chance: Chance,
): VoteRow[] {
  const leaning = Object.fromEntries(options.map((_, at) => [at + 1, 0.2 + chance.fraction()]));
  return chance.some(members, chance.integer(...TURNOUT)).map(({ _id: person }) =>
    newVote({
      poll,
      person,
      option: chance.weigh(leaning),
      at: soonAfter(chance, startsAt, 30),
    }),
  );
}
