/** Schemas of rows. */
import { Schema, type SchemaDefinition } from 'mongoose';

/** A schema whose rows have these fields and no version key. */
export const schemaOf = <Row>(fields: SchemaDefinition): Schema<Row> =>
  new Schema<Row>(fields, { versionKey: false, minimize: false, strict: 'throw' });
