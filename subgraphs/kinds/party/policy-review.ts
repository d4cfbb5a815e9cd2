/** A party's policy review: a question, and the ideas that it took up to answer it. */
import type { Connection } from 'mongoose';
import { cardsFrom } from '../../feed/publish/card-source.ts';
import { type PageQuery, readPage } from '../../framework/lists/query.ts';
import { MOST_CITES, type SharedRow } from '../../cards/card.ts';
import { sharedSchema } from '../../feed/publish/shared-schema.ts';

/** An idea that a review took up, of any organisation. */
export interface TakenUpIdea {
  /** Id of the idea. */
  idea: string;
  at: Date;
}

/** A review as its party keeps it. Its question is its `title`; it opens at `startsAt`; it cites the ideas it took up. */
export interface PolicyReviewRow extends SharedRow {
  startsAt: Date;
  closesAt: Date;
  ideas: TakenUpIdea[];
}

const reviewSchema = sharedSchema<PolicyReviewRow>({
  closesAt: Date,
  ideas: [{ idea: String, at: Date, _id: false }],
});

/** The collection of reviews of one party. */
export const reviewModel = (db: Connection) =>
  db.model<PolicyReviewRow>('PolicyReview', reviewSchema, 'reviews');

/** Whether it takes up ideas, as of a moment. */
export const isOpen = (
  { closesAt }: Pick<PolicyReviewRow, 'closesAt'>,
  now = new Date(),
): boolean => now < closesAt;

export type Reviews = ReturnType<typeof reviewsOf>;

/** Tables of reviews: what is asked of them and what is done to them. */
export function reviewsOf(db: Connection) {
  const reviews = reviewModel(db);
  return {
    cards: cardsFrom(reviews, { type: 'REVIEW' }),

    byIds: (ids: readonly string[]) =>
      reviews.find({ _id: { $in: ids } }).lean<PolicyReviewRow[]>(),

    page: (query: PageQuery) => readPage(reviews, query),

    /** Puts a new review on record. */
    async open(review: PolicyReviewRow): Promise<PolicyReviewRow> {
      await reviews.create(review);
      return review;
    },

    /** Takes up an idea; null when the review had taken it up before, or holds as many as it may. */
    async takeUp(review: string, idea: string): Promise<PolicyReviewRow | null> {
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
        .lean<PolicyReviewRow>();
    },
  };
}
