/** The policy reviews of one party. */
import type { Connection } from 'mongoose';
import type { PolicyReviewFilter } from '../../../../schema/generated/party.ts';
import { MOST_CITES } from '../../../cards/card.ts';
import { cardsFrom } from '../../../feed/publish/card-source.ts';
import { insert } from '../../../framework/mongo.ts';
import { type ListArgs, readList, type Scope } from '../../../framework/lists/list.ts';
import { list } from './review-list.ts';
import { newReview, reviewModel, type ReviewQuestion, type ReviewRow } from './review.ts';

/** @param organisation the id of whose reviews they are */
export function reviewsOf(db: Connection, organisation: string) {
  const reviews = reviewModel(db);
  return {
    cards: cardsFrom(reviews, list),

    byIds: (ids: readonly string[]) => reviews.find({ _id: { $in: ids } }).lean<ReviewRow[]>(),

    list: (args: ListArgs<PolicyReviewFilter>, scope: Scope) =>
      readList(reviews, list, args, scope),

    /** Puts a new review on record. */
    async open(_id: string, { question: title, ...given }: ReviewQuestion): Promise<ReviewRow> {
      const review = newReview({ ...given, _id, organisation, title, createdAt: new Date() });
      return insert(reviews, review);
    },

    /** Takes up an idea; null when the review had taken it up before, or holds as many as it may. */
    async takeUp(review: string, idea: string): Promise<ReviewRow | null> {
      return reviews
        .findOneAndUpdate(
          {
            _id: review,
            'ideas.idea': { $ne: idea },
            [`ideas.${MOST_CITES - 1}`]: { $exists: false },
          },
          { $push: { ideas: { idea, at: new Date() }, cites: idea } },
          { returnDocument: 'after' },
        )
        .lean<ReviewRow>();
    },
  };
}
