/** Who is who in these tests: the house, the organisations of the directory, and people with tokens. */
import { readOrganisations } from '../../directory/organisations.ts';
import type { Caller, Role } from '../../identity/caller.ts';
import { aMember, anEditor, anOrganiser } from '../support/callers.ts';
import { aHouse, type TestHouse } from '../support/house.ts';

/** A house with the sample, all of which is in the coalition's catalogue. */
export async function aFullHouse(): Promise<TestHouse> {
  const house = await aHouse();
  const list = '{ policyIdeas(first: 1) { freshness { state } } }';
  for (;;) {
    const { data } = await house.ask<{ policyIdeas: { freshness: { state: string }[] } }>(list);
    if (data?.policyIdeas.freshness.every(({ state }) => state === 'LIVE')) return house;
  }
}

/** Every organisation of the directory, by id. */
export const ORGANISATIONS = readOrganisations().map(({ id }) => id);

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
