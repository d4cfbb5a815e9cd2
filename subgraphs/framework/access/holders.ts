/** Who holds a right, in words: the table of rights. */
import {
  AT_HOME,
  OF_APPLICATIONS,
  OF_EVERYONE,
  OF_ROLE,
  OF_TIER,
  type Right,
} from '../../../identity/rights.ts';
import { MemberTier, Role } from '../../../schema/generated/enums.ts';

/** What people call those who have a role. */
const STAFF = {
  ORGANISER: 'organisers',
  MODERATOR: 'moderators',
  EDITOR: 'editors',
  ADMINISTRATOR: 'administrators',
  DATA_READER: 'data readers',
} as const;

/** Those whose role gives them a right at home. */
export const staffWith = (right: Right): string[] =>
  Role.filter((role) => OF_ROLE[role].includes(right)).map((role) => STAFF[role]);

/**
 * All who hold one of these rights at an organisation.
 * @example holdersOf(['comments:moderate']) // 'its moderators, its administrators and applications that it allowed to'
 */
export function holdersOf(rights: readonly Right[]): string {
  const isOneOf = (all: readonly Right[]) => rights.some((right) => all.includes(right));
  const applications = isOneOf(OF_APPLICATIONS) ? ['applications that it allowed to'] : [];
  if (isOneOf(OF_EVERYONE)) return inSentence(['everyone signed in', ...applications]);
  const atHome = isOneOf(AT_HOME) ? ['everyone who signs in at the organisation itself'] : [];
  const staff = rights.flatMap(staffWith).map((holders) => `its ${holders}`);
  return inSentence([
    ...new Set([...atHome, ...rights.flatMap(membersWith), ...staff, ...applications]),
  ]);
}

/** The members whose tier gives them a right. */
function membersWith(right: Right): string[] {
  const tiers = MemberTier.filter((tier) => OF_TIER[tier].includes(right));
  if (tiers.length === MemberTier.length) return ['its members'];
  return tiers.map((tier) => `its members of the tier ${tier.toLowerCase()}`);
}

const inSentence = (parts: readonly string[]): string =>
  parts.length > 1
    ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
    : (parts[0] ?? 'nobody');
