/** `PolicyIdea`, the lists of them, and what is done to them. */
import { z } from 'zod';
import type {
  MemberResolvers,
  MutationResolvers,
  OrganisationResolvers,
  PolicyIdeaResolvers,
} from '../../../schema/generated/organisation.ts';
import { sharedFields } from '../../cards/card.ts';
import { area, themes } from '../../cards/input.ts';
import { needCaller } from '../../framework/access/need-caller.ts';
import { done, notFound, refused } from '../../framework/errors.ts';
import {
  checkInput,
  idOf,
  optionalText,
  organisationId,
  spelt,
  text,
  withoutOrganisation,
} from '../../framework/input.ts';
import { authored, authorOf } from '../members/author.ts';
import type { Context } from './context.ts';
import { languageTag } from '../../../schema/language-tag.ts';
import { ideaFields, takesPositions } from './idea.ts';
import { list } from './idea-list.ts';
import { Position } from '../../../schema/generated/enums.ts';

const PolicyIdea: PolicyIdeaResolvers<Context> = {
  ...list.shows,
  author: authorOf,
  viewerPosition: ({ _id }, _args, { load }) => load.ownPosition.load(_id),
};

const Organisation: OrganisationResolvers<Context> = {
  policyIdeas: (_organisation, args, { tables, readOnce, owners }) =>
    readOnce('policyIdeas', args, () => tables.ideas.list(args, { owners })),
};

const Member: MemberResolvers<Context> = {
  policyIdeas: ({ _id }, args, { tables, readOnce, owners }) =>
    readOnce('Member.policyIdeas', [_id, args], () =>
      tables.ideas.list({ ...args, orderBy: 'NEWEST' }, { owners, baseFilter: { person: _id } }),
    ),
};

const language = spelt(languageTag, () => 'a BCP 47 language tag, such as "en-GB"');

const submission = z
  .object({
    organisation: organisationId,
    title: text(sharedFields.title, 3),
    summary: optionalText(sharedFields.summary),
    body: text(ideaFields.body),
    language,
    themes,
    area,
    named: z.boolean(),
  })
  .transform(withoutOrganisation)
  .transform(({ named, ...idea }) => ({ named, idea }));

const position = z.object({ idea: idOf('idea'), position: z.enum(Position) });

const Mutation: MutationResolvers<Context> = {
  async submitPolicyIdea(_root, args, context) {
    const { named, idea } = checkInput(submission, args.input);
    const author = await authored({ named }, context);
    const { tables, newId } = context;
    return { idea: await tables.ideas.submit(newId('idea'), idea, author), ...done };
  },

  async takePosition(_root, args, { caller, load, tables }) {
    const voter = needCaller(caller);
    const { idea: id, position: value } = checkInput(position, args.input);
    const idea = await load.idea.load(id);
    if (!idea) throw notFound('input.idea', 'policy idea', id);
    if (!takesPositions(idea))
      return refused('IDEA_CLOSED', 'Positions on this idea can no longer be taken.', 'input.idea');
    const counted = await tables.positions.take(idea, voter, value);
    load.ownPosition.clear(id);
    return { idea: counted, ...done };
  },
};

export const resolvers = { PolicyIdea, Organisation, Member, Mutation };
