/**
 * Does a request one time, however often and wherever it is sent again. Whoever inserts its document does it; others find
 * it under way, or done. Where the process that did it is gone, the next one takes over after a minute, with the same ids
 * for new rows, so that what the first had written is found and not written again.
 */
import { randomBytes } from 'node:crypto';
import type { Connection } from 'mongoose';
import { derivedId } from '../../../schema/derived-id.ts';
import type { IdType } from '../../../schema/things.ts';
import { isDuplicate } from '../mongo.ts';
import {
  type AnsweredId,
  inputHash,
  keyedRequestId,
  keyedRequestModel,
  type KeyedRequestRow,
} from './keyed-request.ts';

/** No request takes longer; a process that has not answered by then is gone. */
const HELD_MS = 60_000;

/** A request with a key. */
export interface KeyedRequest {
  readonly person: string;
  readonly mutation: string;
  readonly key: string;
  /** The input without the key. */
  readonly input: object;
}

/** A request that is this process's to do. */
export interface Attempt {
  /** Makes the id of a new row; the same ones, in their order, at each attempt. */
  newId(owner: string, type: IdType): string;
  /** It is done. */
  finish(answered: readonly AnsweredId[]): Promise<void>;
  /** Nothing was done: the key is free again. */
  release(): Promise<void>;
  /** It may have been done in part: the next attempt goes on with it. */
  interrupt(): Promise<void>;
}

/** What has to happen with a request. */
export type Begun =
  | { is: 'TO_DO'; attempt: Attempt }
  | { is: 'DONE'; answered: readonly AnsweredId[] }
  | { is: 'UNDER_WAY' }
  | { is: 'ANOTHER' };

export type KeyedRequests = ReturnType<typeof keyedRequestsIn>;

export function keyedRequestsIn(db: Connection) {
  const requests = keyedRequestModel(db);

  const attemptAt = ({ _id, seed, begunAt }: KeyedRequestRow, heldUntil: Date): Attempt => {
    // Another process that took over in the meantime keeps it.
    const own = { _id, heldUntil };
    let made = 0;
    return {
      newId: (owner, type) => derivedId(owner, type, `${seed} ${(made += 1)}`, begunAt),
      async finish(answered) {
        await requests.updateOne({ _id }, { $set: { answered } });
      },
      async release() {
        await requests.deleteOne({ ...own, answered: null });
      },
      async interrupt() {
        await requests.updateOne(own, { $set: { heldUntil: new Date(0) } });
      },
    };
  };

  async function takeOver(row: KeyedRequestRow, heldUntil: Date): Promise<Begun> {
    if (row.heldUntil > new Date()) return { is: 'UNDER_WAY' };
    const { _id, heldUntil: before } = row;
    const { matchedCount } = await requests.updateOne(
      { _id, heldUntil: before, answered: null },
      { $set: { heldUntil } },
    );
    return matchedCount > 0
      ? { is: 'TO_DO', attempt: attemptAt(row, heldUntil) }
      : { is: 'UNDER_WAY' };
  }

  return {
    /** Begins a request, where it is to be done. */
    async begin(request: KeyedRequest): Promise<Begun> {
      const { person } = request;
      const [_id, input, begunAt] = [keyedRequestId(request), inputHash(request.input), new Date()];
      const heldUntil = new Date(begunAt.getTime() + HELD_MS);
      const seed = randomBytes(16).toString('base64url');
      const row = { _id, person, input, seed, begunAt, heldUntil, answered: null };
      try {
        await requests.create(row);
        return { is: 'TO_DO', attempt: attemptAt(row, heldUntil) };
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
      const earlier = await requests.findById(_id).lean<KeyedRequestRow>();
      // It was refused in between, and the key is free again.
      if (!earlier) return { is: 'UNDER_WAY' };
      if (earlier.input !== input) return { is: 'ANOTHER' };
      if (earlier.answered) return { is: 'DONE', answered: earlier.answered };
      return takeOver(earlier, heldUntil);
    },
  };
}
