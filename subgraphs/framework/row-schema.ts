/** Schemas of rows. */
import { type Connection, type Model, Schema, type SchemaDefinition } from 'mongoose';

/** What is given of a new row: all of these fields, and of the others what is not as rows begin. */
export type NewRow<Row, Needed extends keyof Row> = Pick<Row, Needed> & Partial<Row>;

/** A schema whose rows have these fields and no version key. */
export const schemaOf = (fields: SchemaDefinition): Schema =>
  new Schema(fields, { versionKey: false, minimize: false, strict: 'throw' });

/**
 * The model of a collection, whose rows have this type. Mongoose would work out a type of its own from each schema, which
 * took more than half of checking the types of the house.
 * @example modelOf<IdeaRow>(db, 'Idea', ideaSchema, 'ideas')
 */
export const modelOf = <Row>(
  db: Connection,
  name: string,
  schema: Schema,
  collection: string,
): Model<Row> => db.model(name, schema, collection) as unknown as Model<Row>;
