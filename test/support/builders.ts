/** Rows for tests: each builder shows only what matters, and leaves the rest to what makes new rows. */
import { newIdea, type IdeaRow } from '../../subgraphs/organisation/ideas/idea.ts';
import { type CampaignRow, newCampaign } from '../../subgraphs/organisation/campaigns/campaign.ts';
import { type CommentRow, newComment } from '../../subgraphs/organisation/comments/comment.ts';
import { type EventDocument, newEvent } from '../../subgraphs/organisation/events/event.ts';
import { newId } from '../../subgraphs/framework/ids.ts';
import { type MemberRow, newMember } from '../../subgraphs/organisation/members/member.ts';

type Of<Row> = Partial<Row> & { organisation: string };

/** An idea that people may talk about. */
export const anIdea = (given: Of<IdeaRow>): IdeaRow =>
  newIdea({
    _id: newId(given.organisation, 'idea'),
    title: 'A bench at every bus stop',
    summary: 'People wait longer than timetables say.',
    body: 'People wait **longer** than timetables say.',
    themes: ['transport'],
    language: 'en-GB',
    status: 'UNDER_DISCUSSION',
    createdAt: new Date(),
    ...given,
  });

/** An event that starts tomorrow. */
export function anEvent(given: Of<EventDocument>): EventDocument {
  const now = new Date();
  const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);
  return newEvent({
    _id: newId(given.organisation, 'event'),
    title: 'An evening of listening',
    description: 'Come and be heard.',
    kind: 'LISTENING',
    startsAt: hours(24),
    endsAt: hours(26),
    timeZone: 'Europe/London',
    place: { name: 'The hall', address: null, area: null, latitude: null, longitude: null },
    createdAt: now,
    ...given,
  });
}

/** A campaign that is under way. */
export const aCampaign = (given: Of<CampaignRow>): CampaignRow =>
  newCampaign({
    _id: newId(given.organisation, 'campaign'),
    title: 'Get me home',
    summary: 'A bus home after the late shift.',
    themes: ['transport'],
    status: 'RUNNING',
    createdAt: new Date(),
    ...given,
  });

/** A member who chose to be named. */
export const aNamedMember = (given: Of<MemberRow>): MemberRow =>
  newMember({
    _id: newId(given.organisation, 'member'),
    displayName: 'Ann',
    tier: 'MEMBER',
    joinedAt: new Date(),
    named: true,
    ...given,
  });

/** A comment under an idea, by someone who chose to be named. */
export const aComment = (idea: IdeaRow, given: Partial<CommentRow> = {}): CommentRow =>
  newComment({
    _id: newId(idea.organisation, 'comment'),
    idea: idea._id,
    person: idea.person ?? '',
    named: true,
    stance: 'NEUTRAL',
    text: 'How much would it cost?',
    createdAt: new Date(),
    uncounted: false,
    ...given,
  });
