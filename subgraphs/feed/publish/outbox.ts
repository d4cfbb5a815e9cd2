/**
 * Makes each shared row its own outbox: every write of the row also raises its `version` and sets `pending`, in the same
 * single-document update, so a crash cannot lose the fact that the row is to be published. The hooks below do this for
 * every write of a mongoose model. (docs/decisions/a-row-is-its-own-outbox.md)
 */
import { randomBytes } from 'node:crypto';
import mongoose, {
  type AnyBulkWriteOperation,
  type AnyObject,
  Document,
  type Query,
  type Schema,
  type UpdateQuery,
  type UpdateWithAggregationPipeline,
} from 'mongoose';

/** The fields that the feed keeps on a row, beside the row's own. */
export interface OutboxFields {
  /** Goes up by one with each write: of two states of a row it says which is newer, without a clock. */
  version: number;
  /** Set by each write of a model. The drain unsets it, past the hooks, if the row still has the version that was logged. */
  pending?: true;
  /**
   * A random id of this document. Another row that is created with the id of a removed one starts at version 1 again, and
   * a process that was paused must not unset `pending` of it. Rows that were written directly to the collection have none.
   */
  incarnation?: string;
  /** Of rows that are not always shared: the publisher sets it before it logs a card of the row for the first time. */
  wasShared?: true;
  /** The row is to be removed: a tombstone is logged first, and then the document is deleted. */
  removed?: true;
}

/** A row as it is stored, with its outbox fields. */
export type OutboxRow<Row> = Row & OutboxFields;

const newIncarnation = (): string => randomBytes(9).toString('base64url');

/** The outbox fields of a mongoose schema. */
export const outboxSchemaFields = {
  version: { type: Number, default: 1 },
  pending: { type: Boolean, default: true },
  incarnation: { type: String, default: newIncarnation },
  wasShared: Boolean,
  removed: Boolean,
} as const;

/** The outbox fields of a new row, for inserts that skip the defaults above. */
const newOutboxFields = (): OutboxFields => ({
  version: 1,
  pending: true,
  incarnation: newIncarnation(),
});

type Update = UpdateQuery<unknown> | UpdateWithAggregationPipeline;

/**
 * An update that also raises the version and sets `pending`.
 * @param noted what else each update notes, such as when it was
 *
 * @example
 * withOutbox({ $set: { title: 'A' } });
 * // { $set: { title: 'A', pending: true }, $inc: { version: 1 } }
 */
export function withOutbox(update: Update, noted: { updatedAt?: Date } = {}): Update {
  if (Array.isArray(update)) {
    const version = { $add: [{ $ifNull: ['$version', 0] }, 1] };
    return [...update, { $set: { version, pending: true, ...noted } }];
  }
  const { $set, $inc, ...rest } = update;
  return { ...rest, $set: { ...$set, pending: true, ...noted }, $inc: { ...$inc, version: 1 } };
}

/** What an update notes. One with the option `timestamps: false` changes nothing that anyone sees. */
const noteOf = ({ timestamps }: { timestamps?: unknown }): { updatedAt?: Date } =>
  timestamps === false ? {} : { updatedAt: new Date() };

const refusal = (how: string): Error =>
  new Error(
    `A shared row is written by inserts and updates, and removed by \`remove\`, not by ${how}.`,
  );

/**
 * Adds the outbox to a schema: inserts and updates set the outbox fields, and every other form of write is refused.
 *
 * @example
 * const schema = new Schema<Idea>({ ...outboxSchemaFields, title: String });
 * addOutbox(schema);
 * const ideas = db.model('Idea', schema);
 * await ideas.updateOne({ _id }, { title: 'B' }); // also raises `version` and sets `pending`
 * await ideas.deleteOne({ _id }); // throws: `remove` is the way
 */
export function addOutbox(schema: Schema): void {
  schema.index({ pending: 1 }, { partialFilterExpression: { pending: true } });
  schema.pre(
    ['updateOne', 'updateMany', 'findOneAndUpdate'],
    function addToUpdate(this: Query<unknown, AnyObject>) {
      this.setUpdate(withOutbox(this.getUpdate() ?? {}, noteOf(this.getOptions())));
    },
  );
  schema.pre('insertMany', (docs: unknown) => withOutboxDefaults(docs) as never);
  schema.pre('bulkWrite', (operations: AnyBulkWriteOperation<AnyObject>[]) => {
    for (const operation of operations) addToOperation(operation);
  });
  schema.pre('save', function refuse() {
    if (!this.isNew) throw refusal('saving a document that was read');
  });
  schema.pre(
    ['deleteOne', 'deleteMany', 'replaceOne', 'findOneAndDelete', 'findOneAndReplace'],
    { query: true, document: true },
    function refuse(this: { op?: string }) {
      throw refusal(this.op ?? 'deletion');
    },
  );
}

/** Mongoose documents get the fields as schema defaults; plain objects may be inserted without those. */
function withOutboxDefaults(docs: unknown) {
  const complete = [docs]
    .flat()
    .map((doc) => (doc instanceof Document ? doc : { ...(doc as object), ...newOutboxFields() }));
  return mongoose.overwriteMiddlewareArguments(complete);
}

function addToOperation(operation: AnyBulkWriteOperation<AnyObject>): void {
  const change =
    ('updateOne' in operation && operation.updateOne) ||
    ('updateMany' in operation && operation.updateMany);
  if (change) change.update = withOutbox(change.update, noteOf({})) as never;
  else if (!('insertOne' in operation)) throw refusal(Object.keys(operation).join());
}
