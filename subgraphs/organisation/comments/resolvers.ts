/** `Comment` and how it is written. */
import { z } from 'zod';
import type {
  CommentResolvers,
  MutationResolvers,
} from '../../../schema/generated/organisation.ts';
import { needCaller } from '../../framework/access/need-caller.ts';
import { authorOf, beNamed } from '../members/author.ts';
import { done, notFound, refused } from '../../framework/errors.ts';
import { newId } from '../../framework/ids.ts';
import { takesComments } from '../ideas/idea.ts';
import { checkInput, idOf, text } from '../../framework/input.ts';
import { referenceOf } from '../../framework/nodes.ts';
import { STANCES } from './comment.ts';

export const Comment: CommentResolvers = {
  __resolveReference: referenceOf('comment', (id, { load }) => load.comment.load(id)),
  id: ({ _id }) => _id,
  idea: ({ idea }, _args, { load }) => load.idea.load(idea),
  author: authorOf,
  inReplyTo: ({ inReplyTo }, _args, { load }) => (inReplyTo ? load.comment.load(inReplyTo) : null),
  moderation: ({ moderations }) => moderations?.at(-1) ?? null,
};

const writing = z.object({
  idea: idOf('idea'),
  stance: z.enum(STANCES),
  text: text(1, 5_000),
  inReplyTo: idOf('comment').nullish(),
  named: z.boolean(),
});

const moderating = z.object({
  comment: idOf('comment'),
  hidden: z.boolean(),
  reason: text(1, 500),
});

export const commentMutations: MutationResolvers = {
  async comment(_root, args, { caller, organisation, load, tables, find }) {
    const author = needCaller(caller);
    const { idea: id, inReplyTo, named, ...given } = checkInput(writing, args.input);
    const idea = await load.idea.load(id);
    if (!idea) throw notFound('input.idea', 'policy idea', id);
    if (!takesComments(idea))
      return refused('IDEA_CLOSED', 'This idea can no longer be commented on.', 'input.idea');
    if (inReplyTo && !isUnder(id, await find('comment', inReplyTo)))
      throw notFound('input.inReplyTo', 'comment under this idea', inReplyTo);
    await beNamed(named, author, { organisation, tables });
    const comment = {
      ...given,
      _id: newId(organisation.id, 'comment'),
      idea: id,
      person: author.person,
      named,
      inReplyTo: inReplyTo ?? null,
      createdAt: new Date(),
    };
    await tables.ideas.comment(idea, comment);
    load.idea.clear(id);
    return { comment: { ...comment, uncounted: false }, ...done };
  },

  async moderateComment(_root, args, { caller, load, tables }) {
    const { person: by } = needCaller(caller);
    const { comment: id, ...decision } = checkInput(moderating, args.input);
    const comment = await load.comment.load(id);
    if (!comment) throw notFound('input.comment', 'comment', id);
    const decided = { ...decision, by, decidedAt: new Date() };
    const moderated = await tables.ideas.moderate(comment, decided);
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
