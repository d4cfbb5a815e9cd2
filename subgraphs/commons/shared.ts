/** What every shared thing has, whatever its type: the fields that its card in the catalogue begins with. */
import { Schema, type SchemaDefinition } from 'mongoose';
import type { Order } from './cursor.ts';
import { keepsOutbox, markFields } from './feed/outbox.ts';

/** The types of cards. */
export const CARD_TYPES = ['IDEA', 'EVENT', 'REVIEW', 'POLL', 'PAPER', 'WIN', 'CAMPAIGN'] as const;
export type CardType = (typeof CARD_TYPES)[number];

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
}

/** No card cites more: each is an entry of an index. */
export const MOST_CITES = 1_000;

/** The public index entry of a shared thing: its type, and what its type shows. */
export type Card = SharedRow & { type: CardType };

/** The fields that every card begins with. */
export const sharedFields = {
  _id: String,
  organisation: String,
  title: String,
  summary: { type: String, default: null },
  themes: { type: [String], default: [] },
  area: { type: String, default: null },
  startsAt: { type: Date, default: null },
  cites: { type: [String], default: undefined },
  createdAt: Date,
} as const;

/** A schema whose rows have these fields and no version key. */
export const schemaOf = <Row>(fields: SchemaDefinition): Schema<Row> =>
  new Schema<Row>(fields, { versionKey: false, minimize: false, strict: 'throw' });

/**
 * The schema of a collection of shared things: the common fields and those of its own. Whatever writes one of
 * its rows marks it for the feed.
 */
export function sharedSchema<Row extends SharedRow>(fields: SchemaDefinition): Schema<Row> {
  const schema = cardSchema<Row>({ ...markFields, ...fields });
  keepsOutbox(schema);
  return schema;
}

/** The schema of a collection of cards, or of rows that begin with one. */
export function cardSchema<Row extends SharedRow>(fields: SchemaDefinition): Schema<Row> {
  const schema = schemaOf<Row>({ ...sharedFields, ...fields });
  schema.index({ createdAt: -1, _id: -1 });
  schema.index(
    { title: 'text', summary: 'text' },
    // A row's `language` is a BCP 47 tag, which MongoDB would take for the name of a stemmer and refuse.
    { weights: { title: 3, summary: 1 }, language_override: 'stemmer' },
  );
  return schema;
}

/** Put on record last first. */
export const newestFirst: Order = {
  name: 'newest',
  keys: [
    { field: 'createdAt', direction: -1, as: 'moment' },
    { field: '_id', direction: -1, as: 'text' },
  ],
};

/** Put on record first first. */
export const oldestFirst: Order = {
  name: 'oldest',
  keys: [
    { field: 'createdAt', direction: 1, as: 'moment' },
    { field: '_id', direction: 1, as: 'text' },
  ],
};

/** Best match of the words of a text filter first. A score is of the row alone, so it stays when other rows change. */
export const bestFirst: Order = {
  name: 'relevance',
  computed: { score: { $meta: 'textScore' } },
  keys: [
    { field: 'score', direction: -1, as: 'number' },
    { field: '_id', direction: 1, as: 'text' },
  ],
};
