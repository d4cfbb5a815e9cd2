/** Schemas of rows that are shared with the coalition. */
import type { Schema, SchemaDefinition } from 'mongoose';
import { cardSchema, type SharedRow } from '../../cards/card.ts';
import { keepsOutbox, markFields } from './outbox.ts';

/**
 * The schema of a collection of shared things: the common fields and those of its own. Whatever writes one of
 * its rows marks it for the feed.
 */
export function sharedSchema<Row extends SharedRow>(fields: SchemaDefinition): Schema<Row> {
  const schema = cardSchema<Row>({ ...markFields, ...fields });
  keepsOutbox(schema);
  return schema;
}
