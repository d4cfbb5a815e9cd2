/** What every change of one affiliate needs. */
import type { Affiliate } from '../../../directory/directory.ts';
import type { Caller } from '../../../identity/caller.ts';
import { notFound, refused, type UserError } from '../../framework/errors.ts';
import type { Change } from './change.ts';
import type { OpenDirectory } from './open-directory.ts';
import type { Entry, State } from './state.ts';

/** What the arguments are called that say where an affiliate and its issuer are. */
export type Argument = (name: 'url' | 'issuer' | 'jwks') => string;

/** Whether an affiliate is what it is said to be, where it is said to be. @throws BAD_USER_INPUT saying what is not so */
export type Check = (affiliate: Affiliate, argument: Argument) => Promise<void>;

/** The answer of a mutation. */
export interface Payload {
  organisation?: Affiliate | null;
  userErrors: UserError[];
}

/** What is to be made of an affiliate that is there; null where it is so already. */
type Decide = (
  entry: Entry,
  state: State,
) => (Pick<Change, 'change' | 'affiliate'> & Partial<Change>) | null;

/** Makes a change of one affiliate that is there, from what it is when the change is made. @throws NOT_FOUND */
export async function changeOne(
  directory: OpenDirectory,
  id: string,
  { person: by }: Caller,
  decide: Decide,
): Promise<Affiliate | null> {
  const { entries } = await directory.change((state) => {
    const entry = needEntry(id, state.entries.get(id));
    const decided = decide(entry, state);
    const { origin } = entry.last;
    return decided && { organisation: id, origin, by, reason: null, ...decided };
  });
  return entries.get(id)?.affiliate ?? null;
}

/** @throws NOT_FOUND */
export function needEntry(id: string, found: Entry | undefined): Entry {
  if (!found) throw notFound('input.id', 'affiliate', id);
  return found;
}

/** What the settings say is changed in the settings: the next start would say it again. */
export const inSettings = (id: string) =>
  refused(
    'IN_SETTINGS',
    `"${id}" is described by the settings that the coalition starts with: change it there.`,
    'input.id',
  );
