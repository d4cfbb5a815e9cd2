/** Who wrote something, where they chose to be named. */
import { ownerOf } from '../../../schema/global-id.ts';
import type { MemberRow } from './member.ts';
import { notAllowed } from '../../framework/errors.ts';
import { needCaller } from '../../framework/access/need-caller.ts';
import type { Context } from './context.ts';

/** What someone wrote. */
export interface Authored {
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
  { person }: Authored,
  _args: unknown,
  { load }: Pick<Context, 'load'>,
): Promise<MemberRow | null> | null => (person === null ? null : load.member.load(person));

/**
 * The caller as the author of what they are about to write, named where they asked for it. That they were named once
 * is noted with their record.
 * @throws BAD_USER_INPUT where their name is not known: at other organisations than their home, and before they joined.
 */
export async function authored(
  { named }: { named: boolean },
  { caller, organisation, tables }: Pick<Context, 'caller' | 'organisation' | 'tables'>,
): Promise<Authored & { person: string }> {
  const { home, person } = needCaller(caller);
  if (named && home !== organisation.id)
    throw notAllowed('input.named', `You can be named only at your own organisation ("${home}").`);
  if (named && !(await tables.members.markNamed(person)))
    throw notAllowed('input.named', `Join "${home}" first: only its members can be named.`);
  return { person, named };
}
