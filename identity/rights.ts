/**
 * The table of rights. The contracts say which right a field or a mutation needs, and this table says who holds it.
 * `docs/guides/access.md` shows the table to people, and a test holds the two equal.
 */
import type { MemberTier, Role } from '../schema/generated/enums.ts';

/** The rights beyond reading what is public, in words that complete "may …". */
export const RIGHTS = {
  'self:read': 'see their own record, positions, votes and answers',
  'ideas:submit': 'put forward ideas',
  'experiences:share': 'tell what they lived through',
  'positions:take': 'take positions on ideas',
  'comments:write': 'comment on ideas',
  'events:answer': 'answer invitations to events',
  'membership:join': 'join the organisation that their token comes from',
  'polls:vote': 'vote in polls of the network',
  'events:manage': 'announce events, see who comes and where to join online',
  'campaigns:manage': 'open campaigns and change them',
  'polls:manage': 'open polls of the network',
  'members:read': 'see the records of members',
  'comments:moderate': 'hide comments and show them again, and see those that are hidden',
  'reviews:manage': 'open policy reviews and take up ideas in them',
  'papers:manage': 'record papers, rest their claims on experiences, and see drafts',
  'wins:manage': 'record wins',
  'affiliates:manage': 'take organisations into the coalition, suspend them and bring them back',
} as const satisfies Record<string, string>;
export type Right = keyof typeof RIGHTS;

/** Whether a name is that of a right: as a scope of a token, it is one of ours. */
export const isRight = (name: unknown): name is Right =>
  typeof name === 'string' && Object.hasOwn(RIGHTS, name);

/** The rights of everyone who signed in, at every organisation. */
export const OF_EVERYONE: readonly Right[] = [
  'self:read',
  'ideas:submit',
  'experiences:share',
  'positions:take',
  'comments:write',
  'events:answer',
];

/** The rights of everyone who signed in at home, whether they joined or not. */
export const AT_HOME: readonly Right[] = ['membership:join'];

/** The rights of a member on record at home, by tier. */
export const OF_TIER: Readonly<Record<MemberTier, readonly Right[]>> = {
  NETWORK: ['polls:vote'],
  SUPPORTER: ['polls:vote'],
  MEMBER: ['polls:vote'],
  AFFILIATE: ['polls:vote'],
};

const STAFF = {
  ORGANISER: ['events:manage', 'campaigns:manage', 'polls:manage', 'members:read'],
  MODERATOR: ['comments:moderate'],
  EDITOR: ['reviews:manage', 'papers:manage', 'wins:manage'],
} as const satisfies Partial<Record<Role, readonly Right[]>>;

/** The rights that only the coalition's server asks for. Only its own administrators hold them, as only they are at home there. */
const OF_THE_COALITION: readonly Right[] = ['affiliates:manage'];

/** The rights that a role adds at home. An administrator has those of all staff and more; a data reader has none yet. */
export const OF_ROLE: Readonly<Record<Role, readonly Right[]>> = {
  ...STAFF,
  ADMINISTRATOR: [...Object.values(STAFF).flat(), ...OF_THE_COALITION],
  DATA_READER: [],
};

/**
 * The rights that an application can be registered for, at the organisation that registers it. An application is not a
 * person, so it takes no position, joins nothing, and reads no records of members.
 */
export const OF_APPLICATIONS = [
  'ideas:submit',
  'experiences:share',
  'events:manage',
  'campaigns:manage',
  'polls:manage',
  'comments:moderate',
  'reviews:manage',
  'papers:manage',
  'wins:manage',
] as const satisfies readonly Right[];
export type ApplicationRight = (typeof OF_APPLICATIONS)[number];
