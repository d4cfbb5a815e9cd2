/** The longest message that a driver may send, in bytes. */
export const MAX_MESSAGE_BYTES = 48_000_000;

const HEADER_BYTES = 16;
const LENGTH_BYTES = 4;

/** Cuts a stream of bytes into messages, each of which starts with its length. */
export class MessageReader {
  private chunks: Buffer[] = [];
  private size = 0;

  /**
   * @returns the messages that this chunk completes
   * @throws Error for an impossible length; the rest of the stream cannot be read then
   */
  *read(chunk: Buffer): Generator<Buffer> {
    this.chunks.push(chunk);
    this.size += chunk.length;
    for (let length = this.nextLength(); length <= this.size; length = this.nextLength()) {
      const all = this.joined();
      this.keep(all.subarray(length));
      yield all.subarray(0, length);
    }
  }

  private nextLength(): number {
    if (this.size < LENGTH_BYTES) return Number.POSITIVE_INFINITY;
    const [first] = this.chunks;
    const length = (first && first.length >= LENGTH_BYTES ? first : this.joined()).readInt32LE(0);
    if (length >= HEADER_BYTES && length <= MAX_MESSAGE_BYTES) return length;
    throw new Error(
      `A message must be ${HEADER_BYTES} to ${MAX_MESSAGE_BYTES} bytes long, but got ${length}.`,
    );
  }

  /** Joins the chunks so far, and keeps the result, so that they are not copied again with each chunk that follows. */
  private joined(): Buffer {
    const [first] = this.chunks;
    const all = first && this.chunks.length === 1 ? first : Buffer.concat(this.chunks, this.size);
    this.keep(all);
    return all;
  }

  private keep(bytes: Buffer): void {
    this.chunks = bytes.length > 0 ? [bytes] : [];
    this.size = bytes.length;
  }
}
