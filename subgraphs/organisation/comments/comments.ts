/** The comments under the ideas of one organisation, and what moderators decide about them. */
import type { Countable } from '../ideas/count.ts';
import type { IdeaRow } from '../ideas/idea.ts';
import type { Page, PageArgs } from '../../framework/lists/page.ts';
import { readChildPages } from '../../framework/lists/query.ts';
import { commentsOfIdeas, type CommentRow, type ModerationRow, shown } from './comment.ts';

/** @param count counts an idea anew */
export function commentsOf(
  { ideas, comments }: Countable,
  count: (idea: string) => Promise<unknown>,
) {
  /** An idea is counted again before its comment is no longer marked: what a crash leaves is made good. */
  const counted = async (idea: string, comment: Partial<CommentRow>): Promise<void> => {
    await count(idea);
    await comments.updateOne(comment, { $set: { uncounted: false } });
  };
  return {
    /** For each idea the same page of its comments, oldest first; with those that are hidden, or without. */
    commentPages: (
      ids: readonly string[],
      args: PageArgs,
      withHidden = false,
    ): Promise<Map<string, Page<CommentRow>>> =>
      readChildPages<IdeaRow, CommentRow>(
        ideas,
        { ...commentsOfIdeas, filter: withHidden ? {} : shown },
        ids,
        args,
        ({ _id, commentCount }) =>
          withHidden ? comments.countDocuments({ idea: _id }).exec() : commentCount,
      ),

    commentsByIds: (ids: readonly string[]) =>
      comments.find({ _id: { $in: ids } }).lean<CommentRow[]>(),

    /** Puts a comment under an idea, counted. */
    async comment(idea: IdeaRow, comment: Omit<CommentRow, 'uncounted'>): Promise<void> {
      await comments.create({ ...comment, uncounted: true });
      await counted(idea._id, { _id: comment._id });
    },

    /** Puts a moderator's decision on record, counted; null where it is so already. */
    async moderate({ _id, idea }: CommentRow, decision: ModerationRow): Promise<CommentRow | null> {
      const { hidden } = decision;
      const moderated = await comments
        .findOneAndUpdate(
          { _id, hidden: hidden ? { $ne: true } : true },
          { $set: { hidden, uncounted: true }, $push: { moderations: decision } },
          { returnDocument: 'after' },
        )
        .lean<CommentRow>();
      // Where another decision came in between, that one counts.
      if (moderated) await counted(idea, { _id, hidden });
      return moderated;
    },
  };
}
