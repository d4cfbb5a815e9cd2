/** The sample's people. */
import type { Organisation } from '../../directory/organisations.ts';
import { regions } from '../../schema/areas.ts';
import { derivedId } from '../../schema/derived-id.ts';
import type { MemberRow, newMember } from '../../subgraphs/organisation/members/member.ts';
import { type Chance, chanceOf } from './chance.ts';
import { drawNames } from './names.ts';
import type { Role } from '../../schema/generated/enums.ts';

const MEMBERS = 60;
/** The first of the members run things. */
const STAFF = 2;
const STAFF_ROLES: readonly Role[] = ['ORGANISER', 'EDITOR'];
/** Some others do one thing each, by their place among the members. */
const OTHER_ROLES: Readonly<Record<number, Role>> = {
  3: 'MODERATOR',
  4: 'ADMINISTRATOR',
  5: 'DATA_READER',
};

const TIERS = { NETWORK: 4, SUPPORTER: 3, MEMBER: 5, AFFILIATE: 1 } as const;

/** Members had joined by the time that the sample begins. */
const JOINED_FROM = Date.UTC(2016, 0, 1);
const JOINED_BEFORE = Date.UTC(2026, 0, 1);

type Named = Pick<Organisation, 'id'>;

/** What the sample gives of a new member's row: the local issuer needs no more, and loads nothing of MongoDB. */
export type SampleMember = Parameters<typeof newMember>[0] & Pick<MemberRow, 'area' | 'roles'>;

/** Sixty members of an organisation, some with roles. */
export function sampleMembers({ id }: Named): SampleMember[] {
  const names = drawNames(chanceOf(`${id}/names`), MEMBERS);
  return names.map((name, at) => memberNamed(name, id, at));
}

function memberNamed(displayName: string, organisation: string, at: number): SampleMember {
  const seed = `sample/${organisation}/member/${at}`;
  const chance = chanceOf(seed);
  const joinedAt = new Date(chance.integer(JOINED_FROM, JOINED_BEFORE - 1));
  const staff = at < STAFF;
  return {
    _id: derivedId(organisation, 'member', seed, joinedAt),
    organisation,
    displayName,
    area: areaOf(chance),
    tier: staff ? 'MEMBER' : chance.weigh(TIERS),
    roles: rolesAt(at),
    joinedAt,
  };
}

function rolesAt(at: number): Role[] {
  const other = OTHER_ROLES[at];
  return at < STAFF ? [...STAFF_ROLES] : other ? [other] : [];
}

/** Some members never said where they live. */
const areaOf = (chance: Chance): string | null =>
  chance.happens(0.1) ? null : chance.pick(regions()).id;

/** Someone to sign in as. */
export interface SamplePerson {
  /** Id of the member. */
  member: string;
  name: string;
  roles: Role[];
}

/** People of the sample to sign in as, whether or not it was seeded: a plain member, then one of the staff. */
export const samplePersons = (organisation: Named): SamplePerson[] =>
  sampleMembers(organisation)
    .slice(STAFF - 1, STAFF + 1)
    .toReversed()
    .map(({ _id, displayName, roles }) => ({ member: _id, name: displayName, roles }));

/** Who did something: someone of that area where there is one, else anyone. */
export function someoneIn(
  chance: Chance,
  members: readonly MemberRow[],
  area: string | null,
): MemberRow {
  const local = members.filter((member) => member.area === area);
  return chance.pick(local.length > 0 ? local : members);
}
