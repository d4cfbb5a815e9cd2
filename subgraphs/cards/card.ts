/** What every shared thing has, whatever its type: the fields that its card in the catalogue begins with. */
import type { Schema, SchemaDefinition } from 'mongoose';
import type { CardType } from '../../schema/things.ts';
import { type NewRow, schemaOf } from '../framework/row-schema.ts';

/** A row that is shared with the coalition. */
export interface SharedRow {
  _id: string;
  organisation: string;
  title: string;
  summary: string | null;
  themes: string[];
  area: string | null;
  /** When it starts, opens or was won; null for what has no such moment. */
  startsAt: Date | null;
  /** Ids of what it rests on, of any organisation, none twice and `MOST_CITES` at most; left out where it cites nothing. */
  cites?: string[] | undefined;
  createdAt: Date;
  /** When anything of it last changed, counts included: each write says it by itself. */
  updatedAt: Date;
}

/** What cards are for, to people. */
export const PURPOSE_OF_CARDS =
  'So that it is found in the lists and the search of all organisations, also while its own is down.';

/** What is given of a new shared row: what each has, and what else its type asks for. */
export type NewSharedRow<Row extends SharedRow, Needed extends keyof Row = never> = NewRow<
  Row,
  Needed | '_id' | 'organisation' | 'title' | 'createdAt'
>;

/** What a new shared row has where nothing else is given. */
export const newSharedRow = ({
  createdAt,
}: Pick<SharedRow, 'createdAt'>): Pick<
  SharedRow,
  'summary' | 'themes' | 'area' | 'startsAt' | 'updatedAt'
> => ({
  updatedAt: createdAt,
  summary: null,
  themes: [],
  area: null,
  startsAt: null,
});

/** No card cites more: each is an entry of an index. */
export const MOST_CITES = 1_000;

/** The public index entry of a shared thing: its type, and what its type shows. */
export type Card = SharedRow & { type: CardType };

/** No id is longer: an organisation's, a type and a ULID. */
export const LONGEST_ID = 120;

/** No slug of a theme or an area is longer. */
export const LONGEST_SLUG = 63;

/** The fields that every card begins with. What a card may hold is read off them too: each text says its longest. */
export const sharedFields = {
  _id: { type: String, maxlength: LONGEST_ID },
  organisation: { type: String, maxlength: LONGEST_SLUG },
  title: { type: String, maxlength: 200 },
  summary: { type: String, default: null, maxlength: 400, hasLines: true },
  themes: { type: [String], default: [], maxItems: 5, maxlength: LONGEST_SLUG },
  area: { type: String, default: null, maxlength: LONGEST_SLUG },
  startsAt: { type: Date, default: null },
  cites: {
    type: [String],
    default: undefined,
    maxItems: MOST_CITES,
    maxlength: LONGEST_ID,
    isOptional: true,
    says: 'The ids of what it rests on, of any organisation.',
  },
  createdAt: Date,
  // Rows and cards from before every type had it were changed last when they were made, as far as anyone can tell.
  updatedAt: { type: Date, isOptional: true },
} as const;

/** The schema of a collection of cards, or of rows that begin with one. */
export function cardSchema(fields: SchemaDefinition): Schema {
  const schema = schemaOf({ ...sharedFields, ...fields });
  schema.index({ createdAt: -1, _id: -1 });
  schema.index({ updatedAt: -1, _id: -1 });
  schema.index(
    { title: 'text', summary: 'text' },
    // A row's `language` is a BCP 47 tag, which MongoDB would take for the name of a stemmer and refuse.
    { weights: { title: 3, summary: 1 }, language_override: 'stemmer' },
  );
  return schema;
}
