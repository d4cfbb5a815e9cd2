/** A party's policy review: a question, and the ideas that it took up to answer it. */
import type { Connection } from 'mongoose';
import { modelOf } from '../../../framework/row-schema.ts';
import { type NewSharedRow, newSharedRow, type SharedRow } from '../../../cards/card.ts';
import { type Closing, closingFields } from '../../../cards/closing.ts';
import { sharedSchema } from '../../../feed/publish/shared-schema.ts';

/** An idea that a review took up, of any organisation. */
export interface TakenUpIdeaRow {
  /** Id of the idea. */
  idea: string;
  at: Date;
}

/** What everyone may see of a review in a list. Its question is its `title`; it opens at `startsAt`. */
export interface ReviewCard extends SharedRow, Closing {
  startsAt: Date;
}

/** A review as its party keeps it. It cites the ideas it took up. */
export interface ReviewRow extends ReviewCard {
  ideas: TakenUpIdeaRow[];
}

/** What a party asks. */
export interface ReviewQuestion {
  question: string;
  summary: string | null;
  closesAt: Date;
}

/** A new review, which opens as it is put on record: what is given, and everything else as reviews begin. */
export const newReview = (given: NewSharedRow<ReviewRow, 'closesAt'>): ReviewRow => {
  const { ideas = [] } = given;
  return {
    ...newSharedRow(given),
    startsAt: given.createdAt,
    ideas,
    ...(ideas.length > 0 && { cites: ideas.map(({ idea }) => idea) }),
    ...given,
  };
};

const reviewSchema = sharedSchema({
  ...closingFields,
  ideas: [{ idea: String, at: Date, _id: false }],
});

/** The collection of reviews of one party. */
export const reviewModel = (db: Connection) =>
  modelOf<ReviewRow>(db, 'PolicyReview', reviewSchema, 'reviews');
