/** What people say about an idea. */
import type { Connection } from 'mongoose';
import { oldestFirst } from '../../framework/lists/orders.ts';
import { type PersonalRows, personKey } from '../../framework/personal.ts';
import { modelOf, type NewRow, schemaOf } from '../../framework/row-schema.ts';
import { Stance } from '../../../schema/generated/enums.ts';

/** A moderator's decision about a comment. */
export interface CommentModerationRow {
  hidden: boolean;
  /** Who decided, as this organisation knows them. */
  by: string;
  reason: string;
  decidedAt: Date;
}

/** A comment as its owner keeps it. */
export interface CommentRow {
  _id: string;
  idea: string;
  person: string;
  named: boolean;
  stance: Stance;
  text: string;
  /** The comment that it answers; null when it answers the idea. */
  inReplyTo: string | null;
  createdAt: Date;
  /** Whether only moderators see it; absent where none decided. */
  hidden?: boolean;
  /** All that moderators decided about it, in order; absent where none did. */
  moderations?: CommentModerationRow[];
  /** True until the idea's comment count counts it: what a crash leaves behind for the next start. */
  uncounted: boolean;
}

/** What someone says about an idea. */
export type CommentText = Pick<CommentRow, 'stance' | 'text' | 'inReplyTo'>;

/** A new comment: what is given, and everything else as comments begin. Nothing has counted it yet. */
export const newComment = (
  given: NewRow<CommentRow, '_id' | 'idea' | 'person' | 'stance' | 'text' | 'createdAt'>,
): CommentRow => ({ named: false, inReplyTo: null, uncounted: true, ...given });

/** The fields of a moderator's decision. */
export const moderationFields = {
  hidden: Boolean,
  by: personKey,
  reason: { type: String, maxlength: 500, hasLines: true },
  decidedAt: Date,
  _id: false,
} as const;

/** The fields of a row. */
export const commentFields = {
  _id: String,
  idea: String,
  person: personKey,
  named: { type: Boolean, default: false },
  stance: { type: String, enum: Stance },
  text: { type: String, maxlength: 5_000, hasLines: true },
  inReplyTo: { type: String, default: null },
  createdAt: Date,
  hidden: Boolean,
  moderations: { type: [moderationFields], default: undefined },
  uncounted: Boolean,
};

const commentSchema = schemaOf(commentFields)
  .index({ idea: 1, createdAt: 1, _id: 1 })
  .index({ uncounted: 1 }, { partialFilterExpression: { uncounted: true } });

/** The collection of comments of one organisation. */
export const commentModel = (db: Connection) =>
  modelOf<CommentRow>(db, 'Comment', commentSchema, 'comments');

/** Those that everyone sees, as a filter. */
export const visible = { hidden: { $ne: true } } as const;

/** Where the comments of an idea are, for reading a page for each of many ideas. */
export const commentsOfIdeas = { collection: 'comments', field: 'idea', order: oldestFirst };

/** What comments say of who wrote them, and of the moderators who decided about them. */
export const ofComments: PersonalRows = {
  collection: 'comments',
  keys: ['person', 'moderations.by'],
  fields: [
    'person',
    'named',
    'idea',
    'stance',
    'text',
    'inReplyTo',
    'createdAt',
    'hidden',
    'moderations.hidden',
    'moderations.by',
    'moderations.reason',
    'moderations.decidedAt',
  ],
  impersonal: ['_id', 'uncounted'],
  answers: [
    'Comment.author',
    'Comment.idea',
    'Comment.stance',
    'Comment.text',
    'Comment.inReplyTo',
    'Comment.createdAt',
    'Comment.moderation',
  ],
  purpose: 'Authorship, and that decisions of moderators can be answered for.',
  kept: 'As long as the idea.',
  erasure: 'The comment stays, as one that nobody is known to have written.',
};
