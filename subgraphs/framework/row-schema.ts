/** Schemas of rows. */
import { Schema, type SchemaDefinition } from 'mongoose';

/** What is given of a new row: all of these fields, and of the others what is not as rows begin. */
export type NewRow<Row, Needed extends keyof Row> = Pick<Row, Needed> & Partial<Row>;

/** A schema whose rows have these fields and no version key. */
export const schemaOf = <Row>(fields: SchemaDefinition): Schema<Row> =>
  new Schema<Row>(fields, { versionKey: false, minimize: false, strict: 'throw' });
