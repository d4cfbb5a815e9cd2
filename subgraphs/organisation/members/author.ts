/** Who wrote something, where they chose to be named. */
import { ownerOf } from '../../../schema/global-id.ts';
import type { Caller } from '../../../identity/caller.ts';
import type { MemberRow } from './member.ts';
import { badInput } from '../../framework/errors.ts';
import type { Context } from '../context.ts';

/** What someone wrote. */
export interface Written {
  /** Who, as this organisation knows them; null when nobody knows. */
  person: string | null;
  /** Whether that person chose to be named. */
  named: boolean;
}

/** Whether a person, as an organisation knows them, is a member there. */
export const isHome = (person: string | null, organisation: string): boolean =>
  person !== null && ownerOf(person) === organisation;

/** The author of a row, as this organisation's member. */
export const authorOf = (
  { person }: Written,
  _args: unknown,
  { load }: Pick<Context, 'load'>,
): Promise<MemberRow | null> | null => (person === null ? null : load.member.load(person));

/**
 * Records that the caller chose to be named, where they asked for it.
 * @throws BAD_USER_INPUT where nobody knows their name: away from home, and before they joined.
 */
export async function beNamed(
  asked: boolean,
  { home, person }: Caller,
  { organisation, tables }: Pick<Context, 'organisation' | 'tables'>,
): Promise<void> {
  if (!asked) return;
  if (home !== organisation.id)
    throw badInput('input.named', `false away from home ("${home}")`, asked);
  if (!(await tables.members.name(person)))
    throw badInput('input.named', `false before you joined "${home}"`, asked);
}
