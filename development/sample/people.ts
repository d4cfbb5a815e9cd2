/** The people of the sample to sign in as, whether or not it was seeded. */
import { COALITION } from '../../directory/organisations.ts';
import { sampleMembers } from './members.ts';
import type { Role } from '../../schema/generated/enums.ts';

/** Someone to sign in as, at their home organisation or at the coalition. */
export interface Person {
  /** The subject of their tokens: the id of a member, but for the coalition's people, who are members nowhere. */
  id: string;
  name: string;
  roles: readonly Role[];
}

const OF_THE_COALITION: readonly Person[] = [
  { id: 'the-administrator', name: 'The administrator', roles: ['ADMINISTRATOR'] },
];

/** Everyone who can sign in at an organisation, or at the coalition. */
export const peopleOf = (organisation: string): readonly Person[] =>
  organisation === COALITION
    ? OF_THE_COALITION
    : sampleMembers({ id: organisation }).map(({ _id, displayName, roles }) => ({
        id: _id,
        name: displayName,
        roles,
      }));

/** What someone is at their organisation, in words for people: `organiser and editor`, or `member`. */
export const inWords = ({ roles }: Pick<Person, 'roles'>): string =>
  roles.map(wordOf).join(' and ') || 'member';

/** A role in small letters: `data-reader`. */
export const wordOf = (role: Role): string => role.toLowerCase().replaceAll('_', '-');
