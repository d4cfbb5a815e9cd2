/** People who ask. */
import type { Caller } from '../../identity/caller.ts';
import { derivedId } from '../../schema/derived-id.ts';
import type { Role } from '../../schema/generated/enums.ts';

/** A member of an organisation, the same one for the same name. */
/** As an organisation makes ids of those who join: an id that followed from a name alone would be keyed. */
const JOINED = new Date('2013-05-01');

export const aMember = (home: string, name = 'Ann', roles: Role[] = []): Caller => ({
  home,
  person: derivedId(home, 'member', name, JOINED),
  roles,
  application: null,
  scopes: null,
});

export const anEditor = (home: string): Caller => aMember(home, 'the editor', ['EDITOR']);

export const anOrganiser = (home: string): Caller => aMember(home, 'the organiser', ['ORGANISER']);
