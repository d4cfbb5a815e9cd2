/** The contract `party`. */
import { z } from 'zod';
import type { MutationResolvers, Resolvers } from '../../../schema/generated/party.ts';
import { done, notFound, refused } from '../../framework/errors.ts';
import { newId } from '../../framework/ids.ts';
import {
  checkInput,
  future,
  idOf,
  optionalText,
  organisationId,
  text,
} from '../../framework/input.ts';
import { needLinked, referenceOf, servingOrganisation } from '../../framework/nodes.ts';
import { pageOfList } from '../../framework/lists/page.ts';
import { MOST_CITES } from '../../cards/card.ts';
import { newestFirst } from '../../framework/lists/orders.ts';
import type { Context } from './context.ts';
import { isOpen } from './policy-review.ts';

export const findReview = (id: string, { load }: Context) => load.review.load(id);

const opening = z.object({
  organisation: organisationId,
  question: text(3, 200),
  summary: optionalText(400),
  closesAt: future,
});

const takingUp = z.object({ review: idOf('review'), idea: idOf('idea') });

const Mutation: MutationResolvers = {
  async openPolicyReview(_root, args, { organisation, tables }) {
    const { question, ...given } = checkInput(opening, args.input);
    const now = new Date();
    const review = await tables.reviews.open({
      ...given,
      _id: newId(organisation.id, 'review'),
      organisation: organisation.id,
      title: question,
      themes: [],
      area: null,
      ideas: [],
      startsAt: now,
      createdAt: now,
    });
    return { review, ...done };
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

export const resolvers: Resolvers = {
  Mutation,
  Organisation: {
    __resolveReference: servingOrganisation,
    policyReviews: (_organisation, args, { tables, load }) =>
      load.page('policyReviews', args, () =>
        tables.reviews.page({ filter: {}, order: newestFirst, args }),
      ),
  },
  PolicyReview: {
    __resolveReference: referenceOf('review', findReview),
    id: ({ _id }) => _id,
    organisation: (_review, _args, { organisation }) => organisation,
    question: ({ title }) => title,
    status: (review) => (isOpen(review) ? 'OPEN' : 'CLOSED'),
    opensAt: ({ startsAt }) => startsAt,
    ideas: ({ ideas }, args) => pageOfList(ideas, 'idea', args),
  },
  TakenUpIdeaEdge: {
    node: ({ node }) => ({ id: node.idea }),
    takenUpAt: ({ node }) => node.at,
  },
};
