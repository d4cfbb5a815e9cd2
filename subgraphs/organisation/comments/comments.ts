/** The comments under the ideas of one organisation, and what moderators decide about them. */
import type { Connection, Model } from 'mongoose';
import { singleFlightById } from '../../../platform/async/single-flight.ts';
import { insert } from '../../framework/mongo.ts';
import type { Page, PageArgs } from '../../framework/lists/page.ts';
import { readChildPages } from '../../framework/lists/query.ts';
import { recount } from '../ideas/count.ts';
import { ideaModel, type IdeaRow } from '../ideas/idea.ts';
import type { Authored } from '../members/author.ts';
import {
  commentModel,
  type CommentModerationRow,
  type CommentRow,
  commentsOfIdeas,
  type CommentText,
  newComment,
  visible,
} from './comment.ts';

/** A decision that a moderator takes. */
export type Decision = Pick<CommentModerationRow, 'hidden' | 'reason' | 'by'>;

export type Comments = ReturnType<typeof commentsOf>;

export function commentsOf(db: Connection) {
  const [ideas, comments] = [ideaModel(db), commentModel(db)];
  const count = singleFlightById((idea) => recountComments(ideas, comments, idea));

  /** An idea is counted again before its comment is no longer marked: what a crash leaves is made good. */
  const counted = async (idea: string, comment: Partial<CommentRow>): Promise<void> => {
    await count(idea);
    await comments.updateOne(comment, { $set: { uncounted: false } });
  };

  return {
    /** For each idea the same page of its comments, oldest first; with those that are hidden, or without. */
    pages: (
      ids: readonly string[],
      args: PageArgs,
      withHidden = false,
    ): Promise<Map<string, Page<CommentRow>>> =>
      readChildPages<IdeaRow, CommentRow>(
        ideas,
        { ...commentsOfIdeas, filter: withHidden ? {} : visible },
        ids,
        args,
        ({ _id, commentCount }) =>
          withHidden ? comments.countDocuments({ idea: _id }).exec() : commentCount,
      ),

    byIds: (ids: readonly string[]) => comments.find({ _id: { $in: ids } }).lean<CommentRow[]>(),

    /** Puts a comment under an idea, counted. */
    async write(
      _id: string,
      idea: IdeaRow,
      text: CommentText,
      { person, named }: Authored & { person: string },
    ): Promise<CommentRow> {
      const written = { ...text, person, named, createdAt: new Date() };
      const comment = newComment({ ...written, _id, idea: idea._id });
      const stored = await insert(comments, comment);
      await counted(idea._id, { _id: comment._id });
      return stored;
    },

    /** Puts a moderator's decision on record, counted; null where it is so already. */
    async moderate({ _id, idea }: CommentRow, decision: Decision): Promise<CommentRow | null> {
      const { hidden } = decision;
      const decided: CommentModerationRow = { ...decision, decidedAt: new Date() };
      const moderated = await comments
        .findOneAndUpdate(
          { _id, hidden: hidden ? { $ne: true } : true },
          { $set: { hidden, uncounted: true }, $push: { moderations: decided } },
          { returnDocument: 'after' },
        )
        .lean<CommentRow>();
      // Where another decision came in between, that one counts.
      if (moderated) await counted(idea, { _id, hidden });
      return moderated;
    },

    /** Counts what a crash left uncounted. */
    repair: () => countLeftComments(ideas, comments),
  };
}

/** Counts the comments under an idea again. */
const recountComments = (
  ideas: Model<IdeaRow>,
  comments: Model<CommentRow>,
  idea: string,
): Promise<IdeaRow | null> =>
  recount(ideas, idea, async () => ({
    commentCount: await comments.countDocuments({ idea, ...visible }),
  }));

async function countLeftComments(
  ideas: Model<IdeaRow>,
  comments: Model<CommentRow>,
): Promise<void> {
  for (const idea of await comments.distinct('idea', { uncounted: true })) {
    const left = await comments.distinct('_id', { idea, uncounted: true });
    await recountComments(ideas, comments, idea);
    await comments.updateMany({ _id: { $in: left } }, { $set: { uncounted: false } });
  }
}
