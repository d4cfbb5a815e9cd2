/** `PolicyReview`, the lists of them, and how one is opened and takes up ideas. */
import { z } from 'zod';
import type {
  MutationResolvers,
  OrganisationResolvers,
  PolicyReviewResolvers,
  TakenUpIdeaEdgeResolvers,
} from '../../../../schema/generated/party.ts';
import { done, notFound, refused } from '../../../framework/errors.ts';
import {
  checkInput,
  future,
  idOf,
  optionalText,
  organisationId,
  text,
} from '../../../framework/input.ts';
import { needLinked } from '../../../framework/nodes.ts';
import { pageOfList } from '../../../framework/lists/page.ts';
import { MOST_CITES, sharedFields } from '../../../cards/card.ts';
import type { Context } from './context.ts';
import { isOpen } from '../../../cards/closing.ts';
import { list } from './review-list.ts';

const opening = z.object({
  organisation: organisationId,
  question: text(sharedFields.title, 3),
  summary: optionalText(sharedFields.summary),
  closesAt: future,
});

const takingUp = z.object({ review: idOf('review'), idea: idOf('idea') });

const Mutation: MutationResolvers<Context> = {
  async openPolicyReview(_root, args, { tables, newId }) {
    const question = checkInput(opening, args.input);
    return { review: await tables.reviews.open(newId('review'), question), ...done };
  },

  async takeUpIdea(_root, args, context) {
    const { tables, load } = context;
    const { review: id, idea } = checkInput(takingUp, args.input);
    const review = await load.review.load(id);
    if (!review) throw notFound('input.review', 'policy review', id);
    await needLinked('input.idea', 'idea', idea, context);
    if (!isOpen(review)) return refused('REVIEW_CLOSED', 'This review has closed.', 'input.review');
    const changed = await tables.reviews.takeUp(id, idea);
    if (changed) return { review: changed, ...done };
    const stands = await load.review.clear(id).load(id);
    return stands?.ideas.some((one) => one.idea === idea)
      ? refused('ALREADY_TAKEN_UP', 'The review took up this idea before.', 'input.idea')
      : refused(
          'REVIEW_FULL',
          `This review took up ${MOST_CITES} ideas, the most.`,
          'input.review',
        );
  },
};

const Organisation: OrganisationResolvers<Context> = {
  policyReviews: (_organisation, args, { tables, readOnce, owners }) =>
    readOnce('policyReviews', args, () => tables.reviews.list(args, { owners })),
};

const PolicyReview: PolicyReviewResolvers<Context> = {
  ...list.shows,
  ideas: ({ ideas }, args) => pageOfList(ideas, 'idea', args),
};

const TakenUpIdeaEdge: TakenUpIdeaEdgeResolvers<Context> = {
  node: ({ node }) => ({ id: node.idea }),
  takenUpAt: ({ node }) => node.at,
};

export const resolvers = { Mutation, Organisation, PolicyReview, TakenUpIdeaEdge };
