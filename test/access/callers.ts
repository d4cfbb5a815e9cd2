/** Everyone who may ask: each sort of caller, seen by an organisation. */
import type { Caller } from '../../identity/caller.ts';
import { derivedId } from '../../schema/derived-id.ts';
import { aMember } from '../support/callers.ts';
import type { Role } from '../../schema/generated/enums.ts';

/** Another organisation than the one that is asked. */
const otherThan = (home: string): string => (home === 'unite' ? 'labour' : 'unite');

const athome =
  (name: string, ...roles: Role[]) =>
  (home: string): Caller =>
    aMember(home, name, roles);

/** With their roles, which a gateway would leave out: a subgraph does not count on that. */
const elsewhere =
  (name: string, ...roles: Role[]) =>
  (home: string): Caller => ({
    ...aMember(otherThan(home), name, roles),
    person: `pseudonym:${name}`,
  });

type Granted = NonNullable<Caller['application']>;

const EVERYTHING: Granted = [
  'ideas:submit',
  'experiences:share',
  'events:manage',
  'campaigns:manage',
  'polls:manage',
  'comments:moderate',
  'reviews:manage',
  'papers:manage',
  'wins:manage',
];

const anApplication = (home: string, application: Granted): Caller => ({
  home,
  person: derivedId(home, 'application', 'the application'),
  roles: [],
  application,
});

/** Callers by what they are. Only those of a tier are on record; none but them joined. */
export const CALLERS = {
  visitor: () => null,
  'not joined': athome('someone new'),
  network: athome('in the network'),
  supporter: athome('a supporter'),
  member: athome('Ann'),
  affiliate: athome('an affiliate'),
  organiser: athome('the organiser', 'ORGANISER'),
  moderator: athome('the moderator', 'MODERATOR'),
  editor: athome('the editor', 'EDITOR'),
  administrator: athome('the administrator', 'ADMINISTRATOR'),
  'data reader': athome('the reader', 'DATA_READER'),
  application: (home: string) => anApplication(home, EVERYTHING),
  'application without rights': (home: string) => anApplication(home, []),
  'application elsewhere': (home: string) => anApplication(otherThan(home), EVERYTHING),
  'member elsewhere': elsewhere('Ann'),
  'organiser elsewhere': elsewhere('the organiser', 'ORGANISER'),
  'moderator elsewhere': elsewhere('the moderator', 'MODERATOR'),
  'editor elsewhere': elsewhere('the editor', 'EDITOR'),
  'administrator elsewhere': elsewhere('the administrator', 'ADMINISTRATOR'),
  'data reader elsewhere': elsewhere('the reader', 'DATA_READER'),
  'coalition administrator': () => ({
    ...aMember('coalition', 'the administrator', ['ADMINISTRATOR']),
    person: 'pseudonym:coalition',
  }),
} as const satisfies Record<string, (home: string) => Caller | null>;

export type CallerName = keyof typeof CALLERS;
export const CALLER_NAMES = Object.keys(CALLERS) as CallerName[];
