const FIRST_BYTES = 16 * 1024;

/**
 * Bytes that come in pieces. They are copied into one buffer, which doubles: a piece that is kept costs some hundred bytes
 * more than it has, and an owner may send its answer byte by byte.
 * @example const buffer = new GrowingBuffer(); buffer.add(Buffer.from('{}')); buffer.bytes().toString() // '{}'
 */
export class GrowingBuffer {
  #bytes = Buffer.alloc(0);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(piece: Buffer): void {
    const length = this.#length + piece.length;
    if (length > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(FIRST_BYTES, 2 * this.#bytes.length, length));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    piece.copy(this.#bytes, this.#length);
    this.#length = length;
  }

  /** All bytes that came. They share memory with those that come yet. */
  bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }
}
