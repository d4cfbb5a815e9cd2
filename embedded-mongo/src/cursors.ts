/** Open cursors: results that a client fetches in batches. */
import { Long } from 'bson';
import { ServerError } from './errors.ts';
import type { Doc } from './values/document.ts';
import { MAX_DOCUMENT_BYTES, sizeBound } from './values/size.ts';

const FIRST_BATCH = 101;
/** How long a cursor is kept without being used, in milliseconds: the server's `cursorTimeoutMillis`. */
const IDLE_MS = 600_000;

interface Cursor {
  readonly namespace: string;
  readonly docs: readonly Doc[];
  readonly project: (doc: Doc) => Doc;
  next: number;
  usedAt: number;
}

/** The result of a command, for which a cursor is opened. */
export interface Results {
  readonly namespace: string;
  readonly docs: readonly Doc[];
  /** Applied to each document when it is sent. */
  readonly project?: ((doc: Doc) => Doc) | undefined;
  readonly batchSize?: number | undefined;
  /** Whether the client wants the first batch only. */
  readonly single?: boolean;
}

export class Cursors {
  private readonly open = new Map<string, Cursor>();
  private lastId = 0n;

  /** Opens a cursor for what does not fit into the first batch. @returns the reply of the command */
  start({
    namespace,
    docs,
    project = (doc) => doc,
    batchSize = FIRST_BATCH,
    single = false,
  }: Results): Doc {
    const cursor: Cursor = { namespace, docs, project, next: 0, usedAt: Date.now() };
    const firstBatch = takeBatch(cursor, batchSize);
    const left = !single && cursor.next < docs.length;
    const id = left ? String(++this.lastId) : '0';
    if (left) this.open.set(id, cursor);
    return { cursor: { firstBatch, id: Long.fromString(id), ns: namespace }, ok: 1 };
  }

  /** The reply with the next batch. Without a `batchSize`, only the bytes of a batch are limited. */
  more(id: unknown, namespace: string, batchSize: number | undefined): Doc {
    const key = String(id);
    const cursor = this.open.get(key);
    if (!cursor || cursor.namespace !== namespace) {
      throw new ServerError('CursorNotFound', `cursor id ${key} not found`);
    }
    const nextBatch = takeBatch(cursor, batchSize || Number.POSITIVE_INFINITY);
    const done = cursor.next >= cursor.docs.length;
    if (done) this.open.delete(key);
    return { cursor: { nextBatch, id: Long.fromString(done ? '0' : key), ns: namespace }, ok: 1 };
  }

  kill(ids: readonly unknown[]): Doc {
    const killed = new Set(ids.filter((id) => this.open.delete(String(id))));
    const cursorsNotFound = ids.filter((id) => !killed.has(id));
    return {
      cursorsKilled: [...killed],
      cursorsNotFound,
      cursorsAlive: [],
      cursorsUnknown: [],
      ok: 1,
    };
  }

  /** Forgets cursors that have not been used for too long. */
  reap(now: number): void {
    for (const [id, { usedAt }] of this.open) if (now - usedAt > IDLE_MS) this.open.delete(id);
  }
}

function takeBatch(cursor: Cursor, most: number): Doc[] {
  const batch: Doc[] = [];
  let bytes = 0;
  for (
    let doc = cursor.docs[cursor.next];
    doc && batch.length < most;
    doc = cursor.docs[++cursor.next]
  ) {
    const projected = cursor.project(doc);
    bytes += sizeBound(projected);
    if (bytes > MAX_DOCUMENT_BYTES && batch.length > 0) break;
    batch.push(projected);
  }
  cursor.usedAt = Date.now();
  return batch;
}
