/** `Poll`, the lists of them, and how one is opened and voted in. */
import { z } from 'zod';
import type {
  MutationResolvers,
  OrganisationResolvers,
  PollOptionResolvers,
  PollResolvers,
} from '../../../../schema/generated/union.ts';
import { sightOf } from '../../../../platform/texts.ts';
import { sharedFields } from '../../../cards/card.ts';
import { needCaller } from '../../../framework/access/need-caller.ts';
import { done, notFound, refused } from '../../../framework/errors.ts';
import { checkInput, future, idOf, organisationId, text } from '../../../framework/input.ts';
import type { Context } from './context.ts';
import { isOpen } from '../../../cards/closing.ts';
import { list } from './poll-list.ts';
import { choicesOf, pollFields, type PollRow, showsResults } from './poll.ts';
import { type VoteCounts, voteId } from './vote.ts';
import { PollResults } from '../../../../schema/generated/enums.ts';

const EXPECTED_OPTIONS = `2 to ${pollFields.options.maxItems} options`;

const opening = z.object({
  organisation: organisationId,
  question: text(sharedFields.title, 3),
  options: z
    .array(text(pollFields.options))
    .min(2, EXPECTED_OPTIONS)
    .max(pollFields.options.maxItems, EXPECTED_OPTIONS)
    .refine(
      (options) => new Set(options.map(sightOf)).size === options.length,
      'options that anyone can tell apart',
    ),
  closesAt: future,
  results: z.enum(PollResults),
});

const voting = z.object({ poll: idOf('poll'), option: idOf('option') });

/** The counts of a poll, where they may be seen; null otherwise. */
async function visibleCounts(poll: PollRow, { load }: Context): Promise<VoteCounts | null> {
  if (!showsResults(poll)) return null;
  const { _id } = poll;
  return (await load.voteCounts.load(_id)) ?? new Map();
}

const Mutation: MutationResolvers<Context> = {
  async openPoll(_root, args, { tables, newId }) {
    return {
      poll: await tables.polls.open(newId('poll'), checkInput(opening, args.input)),
      ...done,
    };
  },

  async votePoll(_root, args, { caller, tables, load }) {
    const { person } = needCaller(caller);
    const { poll: id, option } = checkInput(voting, args.input);
    const poll = await load.poll.load(id);
    if (!poll) throw notFound('input.poll', 'poll', id);
    const choice = choicesOf(poll).find(({ _id }) => _id === option);
    if (!choice) throw notFound('input.option', 'option of this poll', option);
    if (!isOpen(poll)) return refused('POLL_CLOSED', 'This poll has closed.', 'input.poll');
    await tables.votes.cast(id, person, String(choice.number));
    load.vote.clear(voteId(id, person));
    load.voteCounts.clear(id);
    return { poll, ...done };
  },
};

const Poll: PollResolvers<Context> = {
  ...list.shows,
  options: choicesOf,
  async voteCount(poll, _args, context) {
    const counts = await visibleCounts(poll, context);
    return counts && [...counts.values()].reduce((sum, votes) => sum + votes, 0);
  },
  async viewerVote(poll, _args, { caller, load }) {
    const { _id } = poll;
    const vote = await load.vote.load(voteId(_id, needCaller(caller).person));
    return choicesOf(poll).find(({ number }) => String(number) === vote?.option) ?? null;
  },
};

const PollOption: PollOptionResolvers<Context> = {
  async votes({ number, poll }, _args, context) {
    const counts = await visibleCounts(poll, context);
    return counts && (counts.get(String(number)) ?? 0);
  },
};

const Organisation: OrganisationResolvers<Context> = {
  polls: (_organisation, args, { tables, readOnce, owners }) =>
    readOnce('polls', args, () => tables.polls.list(args, { owners })),
};

export const resolvers = { Mutation, Organisation, Poll, PollOption };
