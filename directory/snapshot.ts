/** What an answer of the coalition carries, and why such an answer is rejected. */

/** The affiliates as they were at one revision: the directory itself, or the public list of affiliates. */
export interface Snapshot {
  readonly revision: number;
  readonly affiliates: readonly { readonly id: string }[];
}

/**
 * Why an answer was rejected: a status other than 200 and 204, a body that is no snapshot, a snapshot that is not newer
 * than the revision that was asked about, one without affiliates, or one that is older than the last that was accepted.
 */
export type RejectionReason = 'unexpected-status' | 'malformed' | 'not-newer' | 'empty' | 'older';

/** Thrown where the coalition answered, but its answer must not replace the snapshot that is held. */
export class SnapshotRejected extends Error {
  override readonly name = 'SnapshotRejected';
  readonly reason: RejectionReason;

  constructor(reason: RejectionReason, sentence: string) {
    super(sentence);
    this.reason = reason;
  }
}
