/** The body of the coalition's answer, and why an answer is rejected. */

/** The affiliates as they were at one revision: the directory itself, or the public list of affiliates. */
export interface Snapshot {
  readonly revision: number;
  readonly affiliates: readonly { readonly id: string }[];
}

/** Why an answer was rejected. */
export type RejectionReason =
  /** Its status is neither 200 nor 204. */
  | 'unexpected-status'
  /** Its body is no snapshot. */
  | 'malformed'
  /** Its revision is not higher than the one that was asked about. */
  | 'not-newer'
  /** It has no affiliates, and the snapshot that is held has some. */
  | 'empty'
  /** It is older than the snapshot that is held, and has not been so for a minute yet. */
  | 'older';

/** Thrown where the coalition answered, but its answer must not replace the snapshot that is held. */
export class SnapshotRejected extends Error {
  override readonly name = 'SnapshotRejected';
  readonly reason: RejectionReason;

  constructor(reason: RejectionReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
