/**
 * Who may do what: the one table. The contracts say which right a field or a mutation needs; here stands who
 * holds it. `docs/guides/access.md` shows it to people, and a test holds the two together.
 */

/** What can be done beyond reading what everyone sees, in words that complete "may …". */
export const RIGHTS = {
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

/** How close someone is to their home organisation, which keeps it in their record. */
export const TIERS = ['NETWORK', 'SUPPORTER', 'MEMBER', 'AFFILIATE'] as const;
export type Tier = (typeof TIERS)[number];

/** What someone does for their home organisation, as its issuer says. */
export const ROLES = ['ORGANISER', 'MODERATOR', 'EDITOR', 'ADMINISTRATOR', 'DATA_READER'] as const;
export type Role = (typeof ROLES)[number];

/** What everyone who signed in may do, at every organisation. */
export const OF_EVERYONE: readonly Right[] = [
  'ideas:submit',
  'experiences:share',
  'positions:take',
  'comments:write',
  'events:answer',
];

/** What everyone who signed in may do at home, whether they joined or not. */
export const AT_HOME: readonly Right[] = ['membership:join'];

/** What a member on record may do at home, by tier. */
export const OF_TIER: Readonly<Record<Tier, readonly Right[]>> = {
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

/** What only the coalition's server asks for: its own administrators hold it, as nobody else is at home there. */
const OF_THE_COALITION: readonly Right[] = ['affiliates:manage'];

/** What a role adds at home. An administrator is all of the staff, and more; a data reader sees what everyone sees. */
export const OF_ROLE: Readonly<Record<Role, readonly Right[]>> = {
  ...STAFF,
  ADMINISTRATOR: [...Object.values(STAFF).flat(), ...OF_THE_COALITION],
  DATA_READER: [],
};

/**
 * What an application can be registered for, at the organisation that registered it. An application is nobody,
 * so it takes no position and joins nothing; records of members are for people.
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
