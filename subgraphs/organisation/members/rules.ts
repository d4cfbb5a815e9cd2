/** Who may see what of a member, and of whoever wrote something. */
import type { RowRules } from '../../framework/row-rules.ts';
import { type Authored, isHome } from './author.ts';
import type { Context } from './context.ts';
import type { MemberRow } from './member.ts';

export const rules: RowRules<Context> = {
  'member:self': {
    who: 'the member themselves',
    holds: ({ _id }: MemberRow, { caller }) => _id === caller?.person,
  },

  'member:named': {
    where: 'the member once chose to be named in public',
    holds: ({ named }: MemberRow) => named,
  },

  'author:named': {
    where: 'its author is a member of the organisation who chose to be named with it',
    holds: ({ person, named }: Authored, { organisation }) =>
      named && isHome(person, organisation.id),
  },
};
