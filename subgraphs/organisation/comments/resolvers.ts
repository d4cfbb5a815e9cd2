/** `Comment`, the lists of them, and how they are written and moderated. */
import { z } from 'zod';
import type {
  CommentResolvers,
  MutationResolvers,
  PolicyIdeaResolvers,
} from '../../../schema/generated/organisation.ts';
import { needCaller } from '../../framework/access/need-caller.ts';
import { done, notFound, refused } from '../../framework/errors.ts';
import { checkInput, idOf, text } from '../../framework/input.ts';
import { takesComments } from '../ideas/idea.ts';
import { authored, authorOf } from '../members/author.ts';
import { commentFields, moderationFields } from './comment.ts';
import type { Context } from './context.ts';
import { Stance } from '../../../schema/generated/enums.ts';

const Comment: CommentResolvers<Context> = {
  idea: ({ idea }, _args, { load }) => load.idea.load(idea),
  author: authorOf,
  inReplyTo: ({ inReplyTo }, _args, { load }) => (inReplyTo ? load.comment.load(inReplyTo) : null),
  moderation: ({ moderations }) => moderations?.at(-1) ?? null,
};

const PolicyIdea: PolicyIdeaResolvers<Context> = {
  comments: async ({ _id }, args, { load, may }) =>
    (await may('comments:moderate'))
      ? load.allCommentsOfIdea(_id, args)
      : load.commentsOfIdea(_id, args),
};

const writing = z.object({
  idea: idOf('idea'),
  stance: z.enum(Stance),
  text: text(commentFields.text),
  inReplyTo: idOf('comment')
    .nullish()
    .transform((id) => id ?? null),
  named: z.boolean(),
});

const moderating = z.object({
  comment: idOf('comment'),
  hidden: z.boolean(),
  reason: text(moderationFields.reason),
});

const Mutation: MutationResolvers<Context> = {
  async comment(_root, args, context) {
    const { load, tables, find, newId } = context;
    const { idea: id, named, ...written } = checkInput(writing, args.input);
    const { inReplyTo } = written;
    const idea = await load.idea.load(id);
    if (!idea) throw notFound('input.idea', 'policy idea', id);
    if (!takesComments(idea))
      return refused('IDEA_CLOSED', 'This idea can no longer be commented on.', 'input.idea');
    if (inReplyTo && !isUnder(id, await find('comment', inReplyTo)))
      throw notFound('input.inReplyTo', 'comment under this idea', inReplyTo);
    const author = await authored({ named }, context);
    const comment = await tables.comments.write(newId('comment'), idea, written, author);
    load.idea.clear(id);
    return { comment, ...done };
  },

  async moderateComment(_root, args, { caller, load, tables }) {
    const { person: by } = needCaller(caller);
    const { comment: id, ...decision } = checkInput(moderating, args.input);
    const comment = await load.comment.load(id);
    if (!comment) throw notFound('input.comment', 'comment', id);
    const moderated = await tables.comments.moderate(comment, { ...decision, by });
    if (!moderated) return refused('NOTHING_TO_CHANGE', alreadySo(decision.hidden), 'input.hidden');
    load.comment.clear(id);
    load.idea.clear(comment.idea);
    return { comment: moderated, ...done };
  },
};

const isUnder = (idea: string, comment: object | null): boolean =>
  comment !== null && 'idea' in comment && comment.idea === idea;

const alreadySo = (hidden: boolean): string =>
  `This comment is ${hidden ? 'hidden' : 'shown'} already.`;

export const resolvers = { Comment, PolicyIdea, Mutation };
