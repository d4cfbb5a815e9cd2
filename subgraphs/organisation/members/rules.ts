/** Who may see what of a member, and of whoever wrote something. */
import type { RowRules } from '../../framework/row-rules.ts';
import { type Authored, isHome } from './author.ts';
import type { Context } from './context.ts';
import type { MemberRow } from './member.ts';

export const rules: RowRules<Context> = {
  /** The member who asks. */
  'member:self': ({ _id }: MemberRow, { caller }) => _id === caller?.person,

  /** A member who once chose to be named in public. */
  'member:named': ({ named }: MemberRow) => named,

  /** Written by a member of this organisation who chose to be named. */
  'author:named': ({ person, named }: Authored, { organisation }) =>
    named && isHome(person, organisation.id),
};
