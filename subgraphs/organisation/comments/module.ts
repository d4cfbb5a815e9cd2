/** What people say about ideas, and what moderators decide about it. */
import type { Module } from '../../framework/module.ts';
import { type CommentRow, ofComments } from './comment.ts';
import { type Context, loaders, tables } from './context.ts';
import { resolvers } from './resolvers.ts';

export const module: Module<Context> = {
  purpose: 'So that people talk ideas over, and what hurts is taken down.',
  tables,
  loaders,
  nodes: { comment: (id, { load }) => load.comment.load(id) },
  rules: {
    'comment:shown': {
      where: 'no moderator hid the comment',
      holds: ({ hidden }: CommentRow) => !hidden,
    },
  },
  resolvers,
  personal: [ofComments],
  repair: ({ comments }) => comments.repair(),
};
