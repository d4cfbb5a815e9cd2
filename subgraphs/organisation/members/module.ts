/** The members of an organisation: who they are at home, how they join, and whom rows name. */
import type { Module } from '../../framework/module.ts';
import { type Context, loaders, tables } from './context.ts';
import { ofMembers } from './member.ts';
import { resolvers } from './resolvers.ts';
import { rules } from './rules.ts';

export const module: Module<Context> = {
  purpose:
    'So that people belong to an organisation and take part in it, named where they choose to be.',
  tables,
  loaders,
  nodes: { member: (id, { load }) => load.member.load(id) },
  rules,
  resolvers,
  personal: [ofMembers],
};
