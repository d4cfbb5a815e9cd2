/** Where people stand on ideas: one document for a person and an idea, with all they ever said. */
import type { Connection } from 'mongoose';
import { modelOf, schemaOf } from '../../framework/row-schema.ts';
import { type PersonalRows, personKey } from '../../framework/personal.ts';
import { NO_VOTES, type VoteCount } from './idea.ts';
import { Position } from '../../../schema/generated/enums.ts';

/** A vote as it was cast. */
export interface Vote {
  value: Position;
  at: Date;
}

/** One person's current position on one idea. */
export interface PositionRow {
  /** `<idea>|<person>`, so that a person has one position on an idea. */
  _id: string;
  idea: string;
  person: string;
  /** The voter's home organisation; null when it is not known, as after an import. */
  home: string | null;
  value: Position;
  at: Date;
  /** Every vote this person cast on the idea, in order. */
  history: Vote[];
  /** How often they voted which way. */
  cast: VoteCount;
  /** True until the idea's tally counts it: what a crash leaves behind for the next start. */
  uncounted: boolean;
}

export const positionId = (idea: string, person: string): string => `${idea}|${person}`;

/** The name of a position in a tally. */
export const tallyKey = (value: Position): keyof VoteCount =>
  value.toLowerCase() as keyof VoteCount;

/**
 * The position of a person who cast these votes: the last is the current one. Nothing has counted it yet.
 * @throws RangeError when there is no vote
 */
export function newPosition(
  given: Pick<PositionRow, 'idea' | 'person' | 'home' | 'history'>,
): PositionRow {
  const { idea, person, history } = given;
  const last = history.at(-1);
  if (!last) throw new RangeError('Expected at least one vote, but got none.');
  const cast = { ...NO_VOTES };
  for (const { value } of history) cast[tallyKey(value)] += 1;
  return { _id: positionId(idea, person), ...given, ...last, cast, uncounted: true };
}

const positionSchema = schemaOf({
  _id: String,
  idea: String,
  person: personKey,
  home: { type: String, default: null },
  value: { type: String, enum: Position },
  at: Date,
  history: [{ value: String, at: Date, _id: false }],
  cast: {
    support: { type: Number, default: 0 },
    oppose: { type: Number, default: 0 },
    pass: { type: Number, default: 0 },
  },
  uncounted: Boolean,
})
  .index({ idea: 1, value: 1 })
  .index({ uncounted: 1 }, { partialFilterExpression: { uncounted: true } });

/** The collection of positions of one organisation. */
export const positionModel = (db: Connection) =>
  modelOf<PositionRow>(db, 'Position', positionSchema, 'positions');

/** Positions are their voters' own. */
export const ofPositions: PersonalRows = {
  collection: 'positions',
  keys: ['person'],
  fields: ['_id', 'idea', 'person', 'home', 'value', 'at', 'history', 'cast'],
  impersonal: ['uncounted'],
  answers: ['PolicyIdea.viewerPosition'],
  purpose: 'Counting: each person counts once, may change their mind, and sees where they stand.',
  kept: 'As long as the idea.',
  erasure: 'The votes stay in the counts, as those of nobody known.',
};
