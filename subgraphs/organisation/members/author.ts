/** Who wrote something, where they chose to be named. */
import { ownerOf } from '../../../schema/global-id.ts';
import type { Caller } from '../../../identity/caller.ts';
import type { MemberRow } from './member.ts';
import { notAllowed } from '../../framework/errors.ts';
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
 * @throws BAD_USER_INPUT where their name is not known: at other organisations than their home, and before they joined.
 */
export async function beNamed(
  asked: boolean,
  { home, person }: Caller,
  { organisation, tables }: Pick<Context, 'organisation' | 'tables'>,
): Promise<void> {
  if (!asked) return;
  if (home !== organisation.id)
    throw notAllowed('input.named', `You can be named only at your own organisation ("${home}").`);
  if (!(await tables.members.name(person)))
    throw notAllowed('input.named', `Join "${home}" first: only its members can be named.`);
}
