/** A union's poll: a question to its own network, with a few answers to choose from. */
import type { Connection } from 'mongoose';
import { partFields, partId, partIdsOf, type WithParts } from '../../../framework/parts.ts';
import { modelOf } from '../../../framework/row-schema.ts';
import { type Closing, closingFields, isOpen } from '../../../cards/closing.ts';
import { sharedSchema } from '../../../feed/publish/shared-schema.ts';
import { type NewSharedRow, newSharedRow, type SharedRow } from '../../../cards/card.ts';
import { PollResults } from '../../../../schema/generated/enums.ts';

/** What everyone may see of a poll in a list. Its question is its `title`; it opens at `startsAt`. */
export interface PollCard extends SharedRow, Closing {
  startsAt: Date;
}

/** A poll as its union keeps it. */
export interface PollRow extends PollCard, WithParts {
  /** The answers in the order they are shown. */
  options: string[];
  /** When the counts may be seen. */
  results: PollResults;
}

/** One answer of a poll. */
export interface OptionRow {
  _id: string;
  /** From 1 on. */
  number: number;
  text: string;
  poll: PollRow;
}

/** What a union asks its network. */
export interface PollQuestion {
  question: string;
  options: string[];
  closesAt: Date;
  results: PollResults;
}

/** A new poll, which opens as it is put on record: what is given, and everything else as polls begin. */
export const newPoll = (
  given: NewSharedRow<PollRow, 'closesAt' | 'options' | 'results'>,
): PollRow => ({
  ...newSharedRow(given),
  startsAt: given.createdAt,
  partIds: partIdsOf(given._id, 'option', given.options.length),
  ...given,
});

/** The fields of a row beside those that every shared row has. */
export const pollFields = {
  ...closingFields,
  options: { type: [String], maxItems: 10, maxlength: 200 },
  results: { type: String, enum: PollResults },
  ...partFields,
};

const pollSchema = sharedSchema(pollFields).index({ partIds: 1 });

/** The collection of polls of one union. */
export const pollModel = (db: Connection) => modelOf<PollRow>(db, 'Poll', pollSchema, 'polls');

/** Whether its counts may be seen, as of a moment. */
export const showsResults = (
  { results, closesAt }: Pick<PollRow, 'results' | 'closesAt'>,
  now = new Date(),
): boolean => results === 'LIVE' || !isOpen({ closesAt }, now);

/** Its answers, in order. */
export const choicesOf = (poll: PollRow): OptionRow[] =>
  poll.options.map((text, at) => ({
    _id: partId(poll._id, 'option', at + 1),
    number: at + 1,
    text,
    poll,
  }));
