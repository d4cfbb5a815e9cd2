/** The embedded engine through an unmodified mongoose, over TCP. */
import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import mongoose, { Schema, type Connection } from 'mongoose';
import { startEmbeddedMongo, type EmbeddedMongo } from '../../../src/index.ts';

const eventSchema = new Schema(
  {
    _id: String,
    title: { type: String, required: true },
    kind: String,
    themes: [String],
    startsAt: Date,
    capacity: Number,
    places: [{ _id: false, member: String, status: String }],
  },
  { timestamps: true },
);

export const eventModel = (db: Connection) => db.model('Event', eventSchema);

export const anEvent = (id: string, fields: Record<string, unknown> = {}) => ({
  _id: id,
  title: `Event ${id}`,
  ...fields,
});

/** An engine for the tests of a file, and a database of its own for each of them. */
export function anEngine() {
  let mongo: EmbeddedMongo;
  let db: Connection;
  let databases = 0;

  beforeAll(async () => {
    mongo = await startEmbeddedMongo({ replicaSet: 'rs0' });
  });
  afterAll(() => mongo.close());
  beforeEach(async () => {
    databases += 1;
    db = await mongoose.createConnection(mongo.uriFor(`test${databases}`)).asPromise();
  });
  afterEach(() => db.close());

  return {
    /** The connection of the test that runs. */
    db: () => db,
    mongo: () => mongo,
  };
}
