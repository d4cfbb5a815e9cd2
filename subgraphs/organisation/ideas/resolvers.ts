/** `PolicyIdea` and what is done to it. */
import { z } from 'zod';
import type {
  MutationResolvers,
  PolicyIdeaResolvers,
  PolicyIdeaConnectionResolvers,
} from '../../../schema/generated/organisation.ts';
import { may } from '../members/may.ts';
import { needCaller } from '../../framework/access/need-caller.ts';
import { authorOf, beNamed } from '../members/author.ts';
import { done, notFound, refused } from '../../framework/errors.ts';
import { live } from '../../framework/lists/freshness.ts';
import { newId } from '../../framework/ids.ts';
import { area, themes } from '../../cards/input.ts';
import { checkInput, idOf, optionalText, organisationId, text } from '../../framework/input.ts';
import { referenceOf } from '../../framework/nodes.ts';
import { type IdeaRow, takesPositions } from './idea.ts';
import { ideaCard, mergedInto } from './idea-card.ts';

export const PolicyIdea: PolicyIdeaResolvers = {
  __resolveReference: referenceOf('idea', (id, { load }) => load.idea.load(id)),
  ...ideaCard,
  mergedInto,
  organisation: (_idea, _args, { organisation }) => organisation,
  author: authorOf,
  viewerPosition: ({ _id }, _args, { load }) => load.ownPosition.load(_id),
  comments: async ({ _id }, args, context) => {
    const { commentsOfIdea, allCommentsOfIdea } = context.load;
    return (await may(context, 'comments:moderate'))
      ? allCommentsOfIdea(_id, args)
      : commentsOfIdea(_id, args);
  },
};

export const PolicyIdeaConnection: PolicyIdeaConnectionResolvers = { freshness: live };

const submission = z.object({
  organisation: organisationId,
  title: text(3, 200),
  summary: optionalText(400),
  body: text(1, 20_000),
  // RFC 5646, 4.4.1: 35 characters are room for every tag in use.
  language: z
    .string()
    .regex(
      /^(?=.{2,35}$)[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/,
      'a BCP 47 language tag, such as "en-GB"',
    ),
  themes,
  area,
  named: z.boolean(),
});

const position = z.object({ idea: idOf('idea'), position: z.enum(['SUPPORT', 'OPPOSE', 'PASS']) });

const NOTHING_YET = { support: 0, oppose: 0, pass: 0 };

export const ideaMutations: MutationResolvers = {
  async submitPolicyIdea(_root, args, { caller, organisation, tables }) {
    const author = needCaller(caller);
    const { organisation: _, named, ...given } = checkInput(submission, args.input);
    await beNamed(named, author, { organisation, tables });
    const now = new Date();
    const idea: IdeaRow = {
      ...given,
      _id: newId(organisation.id, 'idea'),
      organisation: organisation.id,
      person: author.person,
      named,
      status: 'SUBMITTED',
      channel: 'WEB',
      mergedInto: null,
      tally: { ...NOTHING_YET, cast: NOTHING_YET },
      commentCount: 0,
      counts: 0,
      startsAt: null,
      createdAt: now,
      updatedAt: now,
    };
    return { idea: await tables.ideas.submit(idea), ...done };
  },

  async takePosition(_root, args, { caller, load, tables }) {
    const voter = needCaller(caller);
    const { idea: id, position: value } = checkInput(position, args.input);
    const idea = await load.idea.load(id);
    if (!idea) throw notFound('input.idea', 'policy idea', id);
    if (!takesPositions(idea))
      return refused('IDEA_CLOSED', 'Positions on this idea can no longer be taken.', 'input.idea');
    const counted = await tables.ideas.takePosition(idea, voter, value);
    load.ownPosition.clear(id);
    return { idea: counted, ...done };
  },
};
