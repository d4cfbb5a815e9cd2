/** Who is who in these tests: the organisations of the directory, and people with tokens of theirs. */
import { readOrganisations } from '../../directory/organisations.ts';
import type { Caller } from '../../identity/caller.ts';
import { aMember, anEditor, anOrganiser } from '../support/callers.ts';
import type { TestHouse } from '../support/house.ts';
import type { OrganisationKind, Role } from '../../schema/generated/enums.ts';

/** Every organisation of the directory, by id. */
export const ORGANISATIONS = readOrganisations().map(({ id }) => id);

/**
 * The organisation of each kind at which the facts of that kind's contract are proved. All organisations of a kind run
 * the same code over rows of their own, and `every-organisation.test.ts` shows that each of them serves. Of the
 * movements it is the last, so that a mistake for the first one shows.
 */
export const OF_KIND: Record<OrganisationKind, string> = {
  PARTY: 'labour',
  UNION: 'unite',
  THINK_TANK: 'progress',
  MOVEMENT: 'peoples-assembly',
};

/** One organisation of each kind. */
export const EACH_KIND = Object.values(OF_KIND);

/**
 * The organisation at which the facts of the contract `organisation` are proved. It is neither the first nor the last
 * of the directory, so that what goes to the wrong one does not come to it by chance.
 */
export const ORGANISATION = OF_KIND.UNION;

export const othersThan = (organisation: string): string[] =>
  ORGANISATIONS.filter((other) => other !== organisation);

/** Someone of another organisation than this one. */
export const neighbourOf = (organisation: string): string =>
  ORGANISATIONS[(ORGANISATIONS.indexOf(organisation) + 1) % ORGANISATIONS.length]!;

/** The token of a caller. */
export const tokenFor = (house: TestHouse, { person, roles }: Caller): Promise<string> =>
  house.token(person, roles);

/** The token of a member, the same person for the same name. */
export const memberToken = (
  house: TestHouse,
  home: string,
  name?: string,
  roles?: Role[],
): Promise<string> => tokenFor(house, aMember(home, name, roles));

export const editorToken = (house: TestHouse, home: string): Promise<string> =>
  tokenFor(house, anEditor(home));

export const organiserToken = (house: TestHouse, home: string): Promise<string> =>
  tokenFor(house, anOrganiser(home));

/** The token of a member who has joined, the same person for the same name. */
export async function joinedToken(
  house: TestHouse,
  home: string,
  name = 'Ann',
  roles?: Role[],
): Promise<string> {
  const token = await memberToken(house, home, name, roles);
  const join = 'mutation ($input: JoinInput!) { join(input: $input) { userErrors { code } } }';
  const { errors } = await house.ask(
    join,
    { input: { organisation: home, displayName: name } },
    token,
  );
  if (errors) throw new Error(`Expected "${name}" to join, but got ${JSON.stringify(errors)}.`);
  return token;
}
