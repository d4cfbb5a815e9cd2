/** A union's poll: a question to its own network, with a few answers to choose from. */
import type { Connection } from 'mongoose';
import { partFields, partId, partIdsOf, type WithParts } from '../../../framework/parts.ts';
import { modelOf } from '../../../framework/row-schema.ts';
import { sharedSchema } from '../../../feed/publish/shared-schema.ts';
import { type NewSharedRow, newSharedRow, type SharedRow } from '../../../cards/card.ts';
import { PollResults } from '../../../../schema/generated/enums.ts';

/** A poll as its union keeps it. Its question is its `title`; it opens at `startsAt`. */
export interface PollRow extends SharedRow, WithParts {
  startsAt: Date;
  closesAt: Date;
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
  ...newSharedRow(),
  startsAt: given.createdAt,
  partIds: partIdsOf(given._id, 'option', given.options.length),
  ...given,
});

/** The fields of a row beside those that every shared row has. */
export const pollFields = {
  closesAt: Date,
  options: { type: [String], maxItems: 10, maxlength: 200 },
  results: { type: String, enum: PollResults },
  ...partFields,
};

const pollSchema = sharedSchema(pollFields).index({ partIds: 1 });

/** The collection of polls of one union. */
export const pollModel = (db: Connection) => modelOf<PollRow>(db, 'Poll', pollSchema, 'polls');

/** Whether it takes votes, as of a moment. */
export const isOpen = ({ closesAt }: Pick<PollRow, 'closesAt'>, now = new Date()): boolean =>
  now < closesAt;

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
