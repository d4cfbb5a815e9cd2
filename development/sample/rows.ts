/** All rows of one organisation's sample, made from its file and nothing else. */
import type { Organisation } from '../../directory/organisations.ts';
import type { CampaignRow } from '../../subgraphs/organisation/campaigns/campaign.ts';
import type { CommentRow } from '../../subgraphs/organisation/comments/comment.ts';
import type { EventDocument } from '../../subgraphs/organisation/events/event.ts';
import type { ExperienceRow } from '../../subgraphs/organisation/experiences/experience.ts';
import type { IdeaRow } from '../../subgraphs/organisation/ideas/idea.ts';
import type { PositionRow } from '../../subgraphs/organisation/ideas/position.ts';
import { type MemberRow, newMember } from '../../subgraphs/organisation/members/member.ts';
import type { WinRow } from '../../subgraphs/kinds/movement/wins/win.ts';
import type { ReviewRow } from '../../subgraphs/kinds/party/policy-reviews/review.ts';
import type { PaperRow } from '../../subgraphs/kinds/think-tank/papers/paper.ts';
import type { PollRow } from '../../subgraphs/kinds/union/polls/poll.ts';
import type { VoteRow } from '../../subgraphs/kinds/union/polls/vote.ts';
import { openedCampaign } from './campaigns.ts';
import { attendedEvent } from './events.ts';
import { sharedExperience } from './experiences.ts';
import type { Sample } from './format.ts';
import { discussedIdea } from './ideas.ts';
import { sampleMembers } from './members.ts';
import { writtenPaper } from './papers.ts';
import { askedPoll } from './polls.ts';
import { openReview } from './reviews.ts';
import { recordedWin } from './wins.ts';

/** What every organisation has, and what only its kind has: the lists of the other kinds are empty. */
export interface SampleRows {
  members: MemberRow[];
  ideas: IdeaRow[];
  positions: PositionRow[];
  comments: CommentRow[];
  events: EventDocument[];
  experiences: ExperienceRow[];
  campaigns: CampaignRow[];
  reviews: ReviewRow[];
  polls: PollRow[];
  votes: VoteRow[];
  papers: PaperRow[];
  wins: WinRow[];
}

/**
 * The rows of a sample: the same each time, but for the moments that are counted from `now`.
 * @param now events start some days after it
 */
export function rowsOf({ id }: Pick<Organisation, 'id'>, sample: Sample, now: Date): SampleRows {
  const members = sampleMembers({ id }).map(newMember);
  const common = commonRows(id, sample, members, now);
  const written = [...common.ideas, ...common.comments, ...common.experiences];
  const named = new Set(written.filter((row) => row.named).map(({ person }) => person));
  return {
    ...common,
    ...kindRows(id, sample, members, common, now),
    members: members.map((row) => ({ ...row, named: named.has(row._id) })),
  };
}

function commonRows(id: string, sample: Sample, members: readonly MemberRow[], now: Date) {
  const discussed = sample.ideas.map((idea, at) => discussedIdea(idea, at, id, members));
  const events = sample.events.map((event, at) => attendedEvent(event, at, id, members, now));
  const actions = events.map(({ _id }) => _id);
  return {
    ideas: discussed.map(({ idea }) => idea),
    positions: discussed.flatMap(({ positions }) => positions),
    comments: discussed.flatMap(({ comments }) => comments),
    events,
    campaigns: sample.campaigns.map((one, at) => openedCampaign(one, at, id, actions, now)),
    experiences: sample.experiences.map((one, at) => sharedExperience(one, at, id, members)),
  };
}

function kindRows(
  id: string,
  sample: Sample,
  members: readonly MemberRow[],
  common: Pick<SampleRows, 'ideas' | 'experiences'>,
  now: Date,
) {
  const ideas = common.ideas.map(({ _id }) => _id);
  const experiences = common.experiences.map(({ _id }) => _id);
  const asked = sample.polls.map((poll, at) => askedPoll(poll, at, id, members, now));
  return {
    reviews: sample.reviews.map((review, at) => openReview(review, at, id, ideas, now)),
    polls: asked.map(({ poll }) => poll),
    votes: asked.flatMap(({ votes }) => votes),
    papers: sample.papers.map((paper, at) => writtenPaper(paper, at, id, experiences)),
    wins: sample.wins.map((win, at) => recordedWin(win, at, id, now)),
  };
}
