/** Everyone who may ask: each sort of caller, seen by an organisation. */
import { COALITION } from '../../directory/organisations.ts';
import type { Caller } from '../../identity/caller.ts';
import { OF_APPLICATIONS, type Right } from '../../identity/rights.ts';
import { aMember } from '../support/callers.ts';
import type { Pretence, Pretended } from '../support/credentials.ts';
import { anApplication } from '../support/identity.ts';
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

/** In the name of someone: a third party's page, whose token is held to some rights. */
const aPage = (of: (home: string) => Caller, ...scopes: Right[]) => {
  return (home: string): Caller => ({ ...of(home), scopes });
};

/** An attacker who has the keys of the gateway, and says that they are someone. */
const pretending = (of: (home: string) => Caller, pretence: Pretence) => {
  return (home: string): Pretended => ({ ...of(home), pretence });
};

const administrator = athome('the administrator', 'ADMINISTRATOR');

/** Those whom an organisation refuses, whatever they ask. */
const PRETENDED = {
  'administrator without a token': pretending(administrator, 'no token'),
  'administrator with nonsense': pretending(administrator, 'nonsense in the place of a token'),
  'member without a token': pretending(athome('Ann'), 'no token'),
  "member with another's token": pretending(athome('Ann'), "another person's token"),
  'member with a token that lives too long': pretending(
    athome('Ann'),
    'a token that lives too long',
  ),
  'application without a token': pretending(
    (home) => anApplication(home, [...OF_APPLICATIONS]),
    'no token',
  ),
  'member whose home is said to be elsewhere': pretending(
    (home) => ({ ...aMember(home, 'Ann'), home: otherThan(home) }),
    'no token',
  ),
} as const satisfies Record<string, (home: string) => Pretended>;

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
  administrator,
  'data reader': athome('the reader', 'DATA_READER'),
  application: (home: string) => anApplication(home, [...OF_APPLICATIONS]),
  'application without rights': (home: string) => anApplication(home, []),
  'application elsewhere': (home: string) => ({
    ...anApplication(otherThan(home), [...OF_APPLICATIONS]),
    person: 'pseudonym:application',
  }),
  'member elsewhere': elsewhere('Ann'),
  'organiser elsewhere': elsewhere('the organiser', 'ORGANISER'),
  'moderator elsewhere': elsewhere('the moderator', 'MODERATOR'),
  'editor elsewhere': elsewhere('the editor', 'EDITOR'),
  'administrator elsewhere': elsewhere('the administrator', 'ADMINISTRATOR'),
  'data reader elsewhere': elsewhere('the reader', 'DATA_READER'),
  'coalition administrator': (home: string) => ({
    ...aMember(COALITION, 'the administrator', ['ADMINISTRATOR']),
    ...(home !== COALITION && { person: 'pseudonym:coalition' }),
  }),
  'page that reads': aPage(athome('Ann'), 'self:read'),
  'page that comments': aPage(athome('Ann'), 'comments:write'),
  'page that comments elsewhere': aPage(elsewhere('Ann'), 'comments:write'),
  'page that moderates': aPage(athome('the administrator', 'ADMINISTRATOR'), 'comments:moderate'),
  ...PRETENDED,
} as const satisfies Record<string, (home: string) => Caller | Pretended | null>;

export type CallerName = keyof typeof CALLERS;
export const CALLER_NAMES = Object.keys(CALLERS) as CallerName[];

/** Whether an organisation refuses whatever a caller asks. */
export const isRefused = (name: CallerName): boolean => Object.hasOwn(PRETENDED, name);
