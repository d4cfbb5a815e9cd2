/** An organisation with something of everything that is guarded, and how these things hang together. */
import type { Connection } from 'mongoose';
import { derivedId } from '../../schema/derived-id.ts';
import type { PaperStatus } from '../../schema/generated/enums.ts';
import { newPaper } from '../../subgraphs/kinds/think-tank/papers/paper.ts';
import { newPoll } from '../../subgraphs/kinds/union/polls/poll.ts';
import { newVote } from '../../subgraphs/kinds/union/polls/vote.ts';
import type { Guest } from '../../subgraphs/organisation/events/event.ts';
import { newExperience } from '../../subgraphs/organisation/experiences/experience.ts';
import { newPosition } from '../../subgraphs/organisation/ideas/position.ts';
import { aCampaign, aComment, anEvent, anIdea, aNamedMember } from '../support/builders.ts';
import { CALLERS, type CallerName } from './callers.ts';

/** What there is, with its type and the type in its id. */
const THINGS = {
  organisation: ['Organisation', ''],
  ann: ['Member', 'member'],
  inNetwork: ['Member', 'member'],
  supporting: ['Member', 'member'],
  affiliated: ['Member', 'member'],
  bob: ['Member', 'member'],
  namedIdea: ['PolicyIdea', 'idea'],
  namelessIdea: ['PolicyIdea', 'idea'],
  openComment: ['Comment', 'comment'],
  namelessComment: ['Comment', 'comment'],
  hiddenComment: ['Comment', 'comment'],
  namedExperience: ['Experience', 'experience'],
  namelessExperience: ['Experience', 'experience'],
  event: ['Event', 'event'],
  inPerson: ['Event', 'event'],
  campaign: ['Campaign', 'campaign'],
  annGoes: ['Attendance', 'attendance'],
  networkMayGo: ['Attendance', 'attendance'],
  poll: ['Poll', 'poll'],
  published: ['Paper', 'paper'],
  consulted: ['Paper', 'paper'],
  draft: ['Paper', 'paper'],
  /** Where every query begins. */
  root: ['Query', ''],
} as const;
export type Thing = keyof typeof THINGS;

export const typeOfThing = (thing: Thing): string => THINGS[thing][0];

/** The things of a type. */
export const thingsOf = (type: string): Thing[] =>
  (Object.keys(THINGS) as Thing[]).filter((thing) => typeOfThing(thing) === type);

const IS_CALLER: Partial<Record<Thing, CallerName>> = {
  ann: 'member',
  inNetwork: 'network',
  supporting: 'supporter',
  affiliated: 'affiliate',
};

/** As rows are marked for the feed, which a write past the models does not do by itself. */
const WRITTEN = { version: 1, pending: true };

/** The id of a thing at an organisation; with another `seed`, one of its type that is not there. */
export function idOf(home: string, thing: Thing, seed = 'there'): string {
  if (thing === 'organisation') return home;
  const caller = IS_CALLER[thing];
  if (caller && seed === 'there') return CALLERS[caller](home)?.person ?? '';
  return derivedId(home, THINGS[thing][1], `${seed}|${thing}`);
}

/** All things of an organisation by their ids. */
export const thingsById = (home: string): ReadonlyMap<unknown, Thing> =>
  new Map(
    (Object.keys(THINGS) as Thing[])
      .filter((thing) => thing !== 'root')
      .map((thing) => [idOf(home, thing), thing]),
  );

const ofCaller =
  (things: Partial<Record<CallerName, Thing>>) =>
  (caller: CallerName): readonly Thing[] =>
    things[caller] ? [things[caller]] : [];

type Links = Readonly<
  Record<
    string,
    Partial<Record<Thing, readonly Thing[] | ((caller: CallerName) => readonly Thing[])>>
  >
>;

/** What each field leads to, of each thing that it leads anywhere of. */
const LINKS: Links = {
  'Query.viewer': {
    root: ofCaller({
      member: 'ann',
      'page that reads': 'ann',
      network: 'inNetwork',
      supporter: 'supporting',
      affiliate: 'affiliated',
    }),
  },
  'Query.organisation': { root: ['organisation'] },
  'Organisation.policyIdeas': { organisation: ['namedIdea', 'namelessIdea'] },
  'Organisation.events': { organisation: ['event', 'inPerson'] },
  'Organisation.campaigns': { organisation: ['campaign'] },
  'Organisation.experiences': { organisation: ['namedExperience', 'namelessExperience'] },
  'Organisation.polls': { organisation: ['poll'] },
  'Organisation.papers': { organisation: ['published', 'consulted', 'draft'] },
  'PolicyIdea.author': { namedIdea: ['bob'], namelessIdea: ['bob'] },
  'PolicyIdea.comments': { namedIdea: ['openComment', 'namelessComment', 'hiddenComment'] },
  'Comment.idea': {
    openComment: ['namedIdea'],
    namelessComment: ['namedIdea'],
    hiddenComment: ['namedIdea'],
  },
  'Comment.author': { openComment: ['bob'], namelessComment: ['bob'], hiddenComment: ['bob'] },
  'Comment.inReplyTo': { openComment: ['hiddenComment'], hiddenComment: ['namelessComment'] },
  'Experience.author': { namedExperience: ['bob'], namelessExperience: ['bob'] },
  'Event.viewerAttendance': {
    event: ofCaller({
      member: 'annGoes',
      'page that reads': 'annGoes',
      network: 'networkMayGo',
    }),
  },
  'Event.attendees': { event: ['annGoes', 'networkMayGo'] },
  'Attendance.event': { annGoes: ['event'], networkMayGo: ['event'] },
  'Attendance.member': { annGoes: ['ann'], networkMayGo: ['inNetwork'] },
  'Member.policyIdeas': { bob: ['namedIdea', 'namelessIdea'] },
  'Member.attendances': { ann: ['annGoes'], inNetwork: ['networkMayGo'] },
};

/** Where a field of any type leads that is not among the links: an organisation's things to itself. */
export function linked(coordinate: string, thing: Thing, caller: CallerName): readonly Thing[] {
  if (coordinate.endsWith('.organisation') && coordinate !== 'Query.organisation')
    return ['organisation'];
  const found = LINKS[coordinate]?.[thing] ?? [];
  return typeof found === 'function' ? found(caller) : found;
}

/** Puts the things on record. */
export async function seedWorld(home: string, db: Connection): Promise<void> {
  const organisation = home;
  const id = (thing: Thing) => idOf(home, thing);
  const now = new Date();
  const member = (_id: string, displayName: string, tier = 'MEMBER', named = false) => ({
    ...aNamedMember({ organisation, _id, displayName, area: 'wales', roles: [] }),
    tier,
    named,
  });
  const of = (caller: CallerName) => CALLERS[caller](home)?.person ?? '';
  const bob = id('bob');
  const idea = anIdea({
    organisation,
    _id: id('namedIdea'),
    person: bob,
    named: true,
    commentCount: 2,
  });
  const guest = (thing: Thing, person: string, answer: Guest['answer']): Guest => ({
    id: id(thing),
    person,
    answer,
    at: now,
  });
  const onlineUrl = 'https://meet.example/secret-room';
  const hiding = { hidden: true, by: of('moderator'), reason: 'Abuse.', decidedAt: now };
  const made = (thing: Thing) => ({ _id: id(thing), organisation, createdAt: now });
  const experience = (thing: Thing, named: boolean) =>
    newExperience({ ...made(thing), person: bob, named, text: 'I waited.' });
  const paper = (thing: Thing, status: PaperStatus) =>
    newPaper({
      ...made(thing),
      title: thing,
      abstract: 'In short.',
      status,
      claims: [{ text: 'Waits grow.', experiences: [id('namedExperience')] }],
    });
  const support = [{ value: 'SUPPORT' as const, at: now }];
  const rows: Record<string, object[]> = {
    members: [
      member(id('ann'), 'Ann'),
      member(id('inNetwork'), 'Nat', 'NETWORK'),
      member(id('supporting'), 'Sue', 'SUPPORTER'),
      member(id('affiliated'), 'Alf', 'AFFILIATE'),
      member(bob, 'Bob', 'MEMBER', true),
    ],
    ideas: [idea, anIdea({ organisation, _id: id('namelessIdea'), person: bob })],
    comments: [
      aComment(idea, { _id: id('openComment'), person: bob, inReplyTo: id('hiddenComment') }),
      aComment(idea, {
        _id: id('namelessComment'),
        person: bob,
        named: false,
        hidden: false,
        moderations: [{ ...hiding, hidden: false, reason: 'Mistaken.' }],
      }),
      aComment(idea, {
        _id: id('hiddenComment'),
        person: bob,
        inReplyTo: id('namelessComment'),
        hidden: true,
        moderations: [hiding],
      }),
    ],
    experiences: [experience('namedExperience', true), experience('namelessExperience', false)],
    events: [
      anEvent({
        organisation,
        _id: id('event'),
        online: true,
        onlineUrl,
        guests: [
          guest('annGoes', id('ann'), 'GOING'),
          guest('networkMayGo', id('inNetwork'), 'MAYBE'),
        ],
      }),
      anEvent({ organisation, _id: id('inPerson') }),
    ],
    campaigns: [
      aCampaign({ organisation, _id: id('campaign'), ideas: [idea._id], actions: [id('event')] }),
    ],
    positions: [
      {
        ...newPosition({ idea: idea._id, person: id('ann'), home, history: support }),
        uncounted: false,
      },
    ],
    polls: [
      newPoll({
        ...made('poll'),
        title: 'Strike?',
        options: ['Yes', 'No'],
        results: 'LIVE',
        closesAt: new Date(now.getTime() + 86_400_000),
      }),
    ],
    votes: [newVote({ poll: id('poll'), person: id('ann'), option: '1', at: now })],
    papers: [
      paper('published', 'PUBLISHED'),
      paper('consulted', 'CONSULTATION'),
      paper('draft', 'DRAFT'),
    ],
  };
  for (const [collection, all] of Object.entries(rows))
    await db.collection(collection).insertMany(all.map((row) => ({ ...row, ...WRITTEN })));
}
