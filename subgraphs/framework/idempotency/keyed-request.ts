/** Requests with an idempotency key: one document for a caller, a mutation and a key. */
import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import { type PersonalRows, personKey } from '../personal.ts';
import { modelOf, schemaOf } from '../row-schema.ts';

/** How long a key counts. */
const KEPT_SECONDS = 24 * 60 * 60;

/** The longest key, in characters. */
export const keyFields = { key: { type: String, maxlength: 255 } } as const;

/** What a request was answered: the ids in its payload. Nothing else of an answer is kept. */
export interface AnsweredId {
  /** The field of the payload. */
  field: string;
  id: string | null;
}

export interface KeyedRequestRow {
  /** A hash of the person, the mutation and the key. */
  _id: string;
  person: string;
  /** A hash of the rest of the input. */
  input: string;
  /** What the ids of its new rows follow from, so that another attempt makes the same rows. */
  seed: string;
  begunAt: Date;
  /** Until when the process that does it is believed to be at it. */
  heldUntil: Date;
  /** Null until it is done. */
  answered: readonly AnsweredId[] | null;
}

const schema = schemaOf({
  _id: String,
  person: personKey,
  input: String,
  seed: String,
  begunAt: Date,
  heldUntil: Date,
  answered: { type: [{ field: String, id: personKey, _id: false }], default: null },
}).index({ begunAt: 1 }, { expireAfterSeconds: KEPT_SECONDS });

export const keyedRequestModel = (db: Connection) =>
  modelOf<KeyedRequestRow>(db, 'KeyedRequest', schema, 'keyedrequests');

const hash = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');

/** @example keyedRequestId({ person, mutation: 'submitPolicyIdea', key: 'a6f0…' }) */
export const keyedRequestId = (of: { person: string; mutation: string; key: string }): string =>
  hash(of.person, of.mutation, of.key);

/** Inputs are equal where their hashes are: GraphQL gives their fields in the order of the schema. */
export const inputHash = (input: object): string => hash(JSON.stringify(input));

export const ofKeyedRequests: PersonalRows = {
  collection: 'keyedrequests',
  keys: ['person', 'answered.id'],
  fields: ['_id', 'person', 'input', 'seed', 'begunAt', 'answered'],
  impersonal: ['heldUntil'],
  answers: [],
  purpose: 'So that a request that is sent again is done one time.',
  kept: 'For 24 hours.',
  erasure: 'Nothing is left.',
};
