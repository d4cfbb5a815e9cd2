/**
 * Who may see and do what, written out. Nothing here is read from the contracts or from `identity/rights.ts`: a
 * directive or an entry of the table that is wrong differs from it.
 */
import { CALLER_NAMES, type CallerName, isRefused } from './callers.ts';
import type { Thing } from './world.ts';

export type Callers = readonly CallerName[];

const EVERYONE: Callers = CALLER_NAMES;
const NOBODY: Callers = [];
export const PEOPLE: Callers = CALLER_NAMES.filter(
  (name) => name !== 'visitor' && !/^(application|page) ?/.test(name) && !isRefused(name),
);
export const OF_TIERS: Callers = ['network', 'supporter', 'member', 'affiliate'];
export const AT_HOME: Callers = [
  'not joined',
  ...OF_TIERS,
  'organiser',
  'moderator',
  'editor',
  'administrator',
  'data reader',
];
export const ORGANISERS: Callers = ['organiser', 'administrator', 'application'];
export const MODERATORS: Callers = [
  'moderator',
  'administrator',
  'application',
  'page that moderates',
];
export const EDITORS: Callers = ['editor', 'administrator', 'application'];
/** Whom the coalition's own issuer calls administrators: at the coalition, and nowhere else. */
export const ADMINISTRATORS_AT_HOME: Callers = ['administrator', 'coalition administrator'];
/** Ann, and the page that may read what is hers. */
const ANN: Callers = ['member', 'page that reads'];
/** Records of members are for people. */
const RECORD_READERS: Callers = ['organiser', 'administrator'];

const OF_RECORD: Partial<Record<Thing, Callers>> = {
  ann: [...ANN, ...RECORD_READERS],
  inNetwork: ['network', ...RECORD_READERS],
  supporting: ['supporter', ...RECORD_READERS],
  affiliated: ['affiliate', ...RECORD_READERS],
  bob: RECORD_READERS,
};

const OF_THEMSELVES: Partial<Record<Thing, Callers>> = {
  ann: ANN,
  inNetwork: ['network'],
  supporting: ['supporter'],
  affiliated: ['affiliate'],
};

/** Of each guarded type, who may see which thing of it. */
export const TYPES: Readonly<Record<string, Partial<Record<Thing, Callers>>>> = {
  Member: {
    ann: [...ANN, ...RECORD_READERS],
    inNetwork: ['network', ...RECORD_READERS],
    supporting: ['supporter', ...RECORD_READERS],
    affiliated: ['affiliate', ...RECORD_READERS],
    bob: EVERYONE,
  },
  Attendance: {
    annGoes: [...ANN, ...ORGANISERS],
    networkMayGo: ['network', ...ORGANISERS],
  },
  Comment: { openComment: EVERYONE, namelessComment: EVERYONE, hiddenComment: MODERATORS },
  Paper: { published: EVERYONE, consulted: EVERYONE, draft: EDITORS },
};

/** Of each guarded field, who may see it of which thing. Of a thing that is not named here, nobody may. */
export const FIELDS: Readonly<Record<string, Partial<Record<Thing, Callers>>>> = {
  // Those who have a record.
  'Query.viewer': { root: [...OF_TIERS, 'page that reads'] },
  'Query.directoryChanges': { root: ADMINISTRATORS_AT_HOME },
  'PolicyIdea.author': { namedIdea: EVERYONE },
  'PolicyIdea.viewerPosition': { namedIdea: ANN },
  'Comment.author': { openComment: EVERYONE, hiddenComment: EVERYONE },
  'Comment.moderation': { hiddenComment: MODERATORS, namelessComment: MODERATORS },
  'Experience.author': { namedExperience: EVERYONE },
  'Event.onlineUrl': { event: [...ANN, ...ORGANISERS] },
  'Event.viewerAttendance': { event: [...ANN, 'network'] },
  'Event.attendees': { event: ORGANISERS, inPerson: ORGANISERS },
  'Member.area': OF_RECORD,
  'Member.tier': OF_RECORD,
  'Member.joinedAt': OF_RECORD,
  'Member.roles': OF_RECORD,
  'Member.policyIdeas': OF_THEMSELVES,
  'Member.attendances': OF_THEMSELVES,
  'Poll.viewerVote': { poll: ANN },
};

/** Whether a caller may see a thing. */
export const maySeeThing = (type: string, thing: Thing, caller: CallerName): boolean =>
  (TYPES[type] ? (TYPES[type][thing] ?? NOBODY) : EVERYONE).includes(caller);

/** Whether a caller may see a field of a thing that they see. */
export const maySeeField = (coordinate: string, thing: Thing, caller: CallerName): boolean =>
  (FIELDS[coordinate] ? (FIELDS[coordinate][thing] ?? NOBODY) : EVERYONE).includes(caller);
