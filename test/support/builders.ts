/** Rows for tests: each builder shows only what matters, and fills in the rest. */
import { type CampaignRow, citedBy } from '../../subgraphs/organisation/campaigns/campaign.ts';
import type { CommentRow } from '../../subgraphs/organisation/comments/comment.ts';
import type { EventDocument } from '../../subgraphs/organisation/events/event.ts';
import type { IdeaRow } from '../../subgraphs/organisation/ideas/idea.ts';
import { cellsOf } from '../../subgraphs/framework/near/cells.ts';
import { newId } from '../../subgraphs/framework/ids.ts';
import type { MemberRow } from '../../subgraphs/organisation/members/member.ts';

type Of<Row> = Partial<Row> & { organisation: string };

const nothing = { support: 0, oppose: 0, pass: 0 };

/** An idea that people may talk about. */
export function anIdea(given: Of<IdeaRow>): IdeaRow {
  const now = new Date();
  return {
    _id: newId(given.organisation, 'idea'),
    title: 'A bench at every bus stop',
    summary: 'People wait longer than timetables say.',
    body: 'People wait **longer** than timetables say.',
    themes: ['transport'],
    area: null,
    language: 'en-GB',
    status: 'UNDER_DISCUSSION',
    channel: 'WEB',
    mergedInto: null,
    person: null,
    named: false,
    tally: { ...nothing, cast: { ...nothing } },
    commentCount: 0,
    counts: 0,
    startsAt: null,
    createdAt: now,
    updatedAt: now,
    ...given,
  };
}

/** An event that starts tomorrow. */
export function anEvent(given: Of<EventDocument>): EventDocument {
  const now = new Date();
  const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);
  return {
    _id: newId(given.organisation, 'event'),
    title: 'An evening of listening',
    summary: null,
    description: 'Come and be heard.',
    kind: 'LISTENING',
    themes: [],
    area: null,
    startsAt: hours(24),
    endsAt: hours(26),
    timeZone: 'Europe/London',
    place: { name: 'The hall', address: null, area: null, latitude: null, longitude: null },
    online: false,
    onlineUrl: null,
    status: 'SCHEDULED',
    capacity: null,
    rsvpCounts: { going: 0, maybe: 0, waitlisted: 0 },
    guests: [],
    cells: cellsOf(given.place ?? null),
    createdAt: now,
    updatedAt: now,
    ...given,
  };
}

/** A campaign that is under way. */
export function aCampaign(given: Of<CampaignRow>): CampaignRow {
  const now = new Date();
  const { ideas = [], actions = [] } = given;
  return {
    _id: newId(given.organisation, 'campaign'),
    title: 'Get me home',
    summary: 'A bus home after the late shift.',
    description: null,
    themes: ['transport'],
    area: null,
    status: 'RUNNING',
    resources: [],
    milestones: [],
    ideas,
    actions,
    allies: [],
    cites: citedBy({ ideas, actions }),
    startsAt: null,
    createdAt: now,
    updatedAt: now,
    ...given,
  };
}

/** A member who chose to be named. */
export const aNamedMember = (given: Of<MemberRow>): MemberRow => ({
  _id: newId(given.organisation, 'member'),
  displayName: 'Ann',
  area: null,
  tier: 'MEMBER',
  roles: [],
  joinedAt: new Date(),
  named: true,
  ...given,
});

/** A comment under an idea, by someone who chose to be named. */
export const aComment = (idea: IdeaRow, given: Partial<CommentRow> = {}): CommentRow => ({
  _id: newId(idea.organisation, 'comment'),
  idea: idea._id,
  person: idea.person ?? '',
  named: true,
  stance: 'NEUTRAL',
  text: 'How much would it cost?',
  inReplyTo: null,
  createdAt: new Date(),
  uncounted: false,
  ...given,
});
