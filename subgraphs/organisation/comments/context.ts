/** What resolvers are given to read and write comments. */
import type { Connection } from 'mongoose';
import type { ContextWith } from '../../framework/context.ts';
import { pagesBy } from '../../framework/lists/pages-by.ts';
import { byId } from '../../framework/loaders.ts';
import type { Context as IdeasContext } from '../ideas/context.ts';
import { commentsOf } from './comments.ts';

export const tables = (db: Connection) => ({ comments: commentsOf(db) });

export const loaders = ({ comments }: ReturnType<typeof tables>) => ({
  comment: byId(comments.byIds),
  commentsOfIdea: pagesBy((ids, args) => comments.pages(ids, args)),
  /** For moderators: with those that are hidden. */
  allCommentsOfIdea: pagesBy((ids, args) => comments.pages(ids, args, true)),
});

export type Context = ContextWith<typeof tables, typeof loaders, IdeasContext>;
