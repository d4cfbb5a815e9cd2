/**
 * A row of a shared thing is its own outbox: whatever writes it marks it in the same single-document write, so
 * there is no second write for a crash to lose. The marks are made here, for every model of shared things, and
 * by nobody else. (docs/decisions/a-row-is-its-own-outbox.md)
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

/** What the feed keeps on a row beside what the row says. */
export interface Marks {
  /** Goes up by one with each write, so that of two states of a row the newer is known without a clock. */
  version: number;
  /** True from a write on until the log has it. */
  dirty?: true;
  /** Tells it from an earlier row with its id: versions begin anew where one was removed. Not of rows that came past the models. */
  birth?: string;
  /** True once its card may stand in the log, of a row that was not always shared. */
  told?: true;
  /** True when it is to go: first from the catalogue, then from here. */
  removed?: true;
}

/** A row as it stands in its collection. */
export type Marked<Row> = Row & Marks;

const newBirth = (): string => randomBytes(9).toString('base64url');

export const markFields = {
  version: { type: Number, default: 1 },
  dirty: { type: Boolean, default: true },
  birth: { type: String, default: newBirth },
  told: Boolean,
  removed: Boolean,
} as const;

/** A row's first marks: those of the defaults above, for rows that are inserted past them. */
const newMarks = (): Marks => ({ version: 1, dirty: true, birth: newBirth() });

type Update = UpdateQuery<unknown> | UpdateWithAggregationPipeline;

/** The update, with the marks of a write. */
export function marking(update: Update): Update {
  if (Array.isArray(update)) {
    const version = { $add: [{ $ifNull: ['$version', 0] }, 1] };
    return [...update, { $set: { version, dirty: true } }];
  }
  const { $set, $inc, ...rest } = update;
  return { ...rest, $set: { ...$set, dirty: true }, $inc: { ...$inc, version: 1 } };
}

const refusal = (how: string): Error =>
  new Error(
    `A shared row is written by inserts and updates, and removed by \`remove\`, not by ${how}.`,
  );

/** Sees to it that no write of a model of this schema goes by without its marks. */
export function keepsOutbox<Row>(schema: Schema<Row>): void {
  schema.index({ dirty: 1 }, { partialFilterExpression: { dirty: true } });
  schema.pre(
    ['updateOne', 'updateMany', 'findOneAndUpdate'],
    function mark(this: Query<unknown, AnyObject>) {
      this.setUpdate(marking(this.getUpdate() ?? {}));
    },
  );
  schema.pre('insertMany', (docs: unknown) => markedDocs(docs) as never);
  schema.pre('bulkWrite', (operations: AnyBulkWriteOperation<AnyObject>[]) => {
    for (const operation of operations) markOperation(operation);
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

/** Documents of mongoose get their marks as defaults; plain rows may be inserted past those. */
function markedDocs(docs: unknown) {
  const marked = [docs]
    .flat()
    .map((doc) => (doc instanceof Document ? doc : { ...(doc as object), ...newMarks() }));
  return mongoose.overwriteMiddlewareArguments(marked);
}

function markOperation(operation: AnyBulkWriteOperation<AnyObject>): void {
  const change =
    ('updateOne' in operation && operation.updateOne) ||
    ('updateMany' in operation && operation.updateMany);
  if (change) change.update = marking(change.update) as never;
  else if (!('insertOne' in operation)) throw refusal(Object.keys(operation).join());
}
