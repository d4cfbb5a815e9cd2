/** `Comment` and how it is written. */
import { z } from 'zod';
import type {
  CommentResolvers,
  MutationResolvers,
} from '../../../schema/generated/organisation.ts';
import { signedIn } from '../access.ts';
import { authorOf, beNamed } from '../author.ts';
import { done, notFound, refused } from '../errors.ts';
import { newId } from '../ids.ts';
import { takesComments } from '../ideas/idea.ts';
import { checkInput, idOf, text } from '../input.ts';
import { referenceOf } from '../nodes.ts';
import { STANCES } from './comment.ts';

export const Comment: CommentResolvers = {
  __resolveReference: referenceOf('comment', (id, { load }) => load.comment.load(id)),
  id: ({ _id }) => _id,
  idea: ({ idea }, _args, { load }) => load.idea.load(idea),
  author: authorOf,
  inReplyTo: ({ inReplyTo }, _args, { load }) => (inReplyTo ? load.comment.load(inReplyTo) : null),
};

const writing = z.object({
  idea: idOf('idea'),
  stance: z.enum(STANCES),
  text: text(1, 5_000),
  inReplyTo: idOf('comment').nullish(),
  named: z.boolean(),
});

export const commentMutations: MutationResolvers = {
  async comment(_root, args, { caller, organisation, load, tables }) {
    const author = signedIn(caller);
    const { idea: id, inReplyTo, named, ...given } = checkInput(writing, args.input);
    const idea = await load.idea.load(id);
    if (!idea) throw notFound('input.idea', 'policy idea', id);
    if (!takesComments(idea))
      return refused('IDEA_CLOSED', 'This idea can no longer be commented on.', 'input.idea');
    if (inReplyTo && (await load.comment.load(inReplyTo))?.idea !== id)
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
};
