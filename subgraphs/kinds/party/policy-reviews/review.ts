/** A party's policy review: a question, and the ideas that it took up to answer it. */
import type { Connection } from 'mongoose';
import { modelOf } from '../../../framework/row-schema.ts';
import { type NewSharedRow, newSharedRow, type SharedRow } from '../../../cards/card.ts';
import { sharedSchema } from '../../../feed/publish/shared-schema.ts';

/** An idea that a review took up, of any organisation. */
export interface TakenUpIdeaRow {
  /** Id of the idea. */
  idea: string;
  at: Date;
}

/** A review as its party keeps it. Its question is its `title`; it opens at `startsAt`; it cites the ideas it took up. */
export interface ReviewRow extends SharedRow {
  startsAt: Date;
  closesAt: Date;
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
    ...newSharedRow(),
    startsAt: given.createdAt,
    ideas,
    ...(ideas.length > 0 && { cites: ideas.map(({ idea }) => idea) }),
    ...given,
  };
};

const reviewSchema = sharedSchema({
  closesAt: Date,
  ideas: [{ idea: String, at: Date, _id: false }],
});

/** The collection of reviews of one party. */
export const reviewModel = (db: Connection) =>
  modelOf<ReviewRow>(db, 'PolicyReview', reviewSchema, 'reviews');

/** Whether it takes up ideas, as of a moment. */
export const isOpen = ({ closesAt }: Pick<ReviewRow, 'closesAt'>, now = new Date()): boolean =>
  now < closesAt;
