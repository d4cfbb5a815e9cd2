/** Schemas of rows that are shared with the coalition. */
import type { Schema, SchemaDefinition } from 'mongoose';
import { cardSchema, sharedFields } from '../../cards/card.ts';
import { addOutbox, outboxSchemaFields } from './outbox.ts';

/** The paths of a shared row that are about no person: those of its card, which everyone sees, and of its outbox. */
export const impersonalPaths = (cardFields: SchemaDefinition): string[] =>
  Object.keys({ ...sharedFields, ...cardFields, ...outboxSchemaFields });

/**
 * The schema of a collection of shared rows: the fields that every card has, the outbox, and fields of its own.
 *
 * @example
 * const schema = sharedSchema({ ...eventCardFields, body: String });
 */
export function sharedSchema(fields: SchemaDefinition): Schema {
  const schema = cardSchema({ ...outboxSchemaFields, ...fields });
  addOutbox(schema);
  return schema;
}
