/** The body of an answer on its way to a client. */
import { Transform, type TransformCallback } from 'node:stream';

/** How long a client may take nothing of an answer. The owner's connection waits meanwhile. */
const TAKES_NOTHING_MS = 30_000;

/** Why a body was cut. */
export class BodyCut extends Error {
  readonly reason: 'too-large' | 'aborted';

  constructor(reason: BodyCut['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

/**
 * Passes on bytes as fast as they are taken. It fails where they are too many, and where the client takes none for long.
 * That the owner sends none is for its connection to notice.
 */
export class BoundedBody extends Transform {
  #left: number;
  readonly #timer: NodeJS.Timeout;

  constructor(mostBytes: number, takesNothingMs = TAKES_NOTHING_MS) {
    super();
    this.#left = mostBytes;
    this.#timer = setTimeout(() => {
      this.destroy(new BodyCut('aborted', 'The client takes nothing.'));
    }, takesNothingMs);
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#timer.refresh();
    this.#left -= chunk.length;
    if (this.#left >= 0) done(null, chunk);
    else done(new BodyCut('too-large', 'The answer is longer than its route allows.'));
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    clearTimeout(this.#timer);
    done(error);
  }
}
