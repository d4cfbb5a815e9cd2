/** A movement's win: something that people changed where they live. */
import type { Connection } from 'mongoose';
import { modelOf } from '../../../framework/row-schema.ts';
import { sharedSchema } from '../../../feed/publish/shared-schema.ts';
import { type NewSharedRow, newSharedRow, type SharedRow } from '../../../cards/card.ts';

/** What everyone may see of a win in a list. The change was made at `startsAt`. */
export interface WinCard extends SharedRow {
  startsAt: Date;
}

/** A win as its movement keeps it. */
export interface WinRow extends WinCard {
  /** Markdown source. */
  story: string;
  /** Id of the idea that it carried out, of any organisation; null when it began with none. */
  idea: string | null;
  /** Web address where it can be looked up; null when nowhere. */
  evidence: string | null;
}

/** What a movement tells of a win. */
export type WinStory = Pick<WinRow, 'title' | 'story' | 'themes' | 'area' | 'idea' | 'evidence'> & {
  wonAt: Date;
};

/**
 * A new win: what is given, what it cites, and everything else as wins begin. Its story is Markdown and a card's summary
 * is plain text, so the title says it alone.
 */
export const newWin = (given: NewSharedRow<WinRow, 'startsAt' | 'story'>): WinRow => {
  const { idea = null } = given;
  return {
    ...newSharedRow(given),
    idea,
    evidence: null,
    ...(idea !== null && { cites: [idea] }),
    ...given,
  };
};

/** The fields of a row beside those that every shared row has. */
export const winFields = {
  story: { type: String, maxlength: 10_000, hasLines: true },
  idea: { type: String, default: null },
  evidence: { type: String, default: null },
};

const winSchema = sharedSchema(winFields).index({ startsAt: -1, _id: -1 });

/** The collection of wins of one movement. */
export const winModel = (db: Connection) => modelOf<WinRow>(db, 'Win', winSchema, 'wins');
