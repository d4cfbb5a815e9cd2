/** The bytes of JSON that matter here. */
export const BYTE = {
  quote: 0x22,
  comma: 0x2c,
  colon: 0x3a,
  openList: 0x5b,
  escape: 0x5c,
  closeList: 0x5d,
  openObject: 0x7b,
  closeObject: 0x7d,
} as const;

/** Where a string ends, from a byte in it: the index of its last quote; beyond the end where that is not there. */
export function endOfString(bytes: Uint8Array, from: number, to = bytes.length): number {
  let at = from;
  for (; at < to; at++) {
    const byte = bytes[at];
    if (byte === BYTE.quote) return at;
    if (byte === BYTE.escape) at++;
  }
  return at;
}

/** A text of so many bytes is parsed at once: at the worst that takes some 15 ms (docs/decisions/figures.md). */
export const PIECE_BYTES = 64 * 1024;

/** Where lists and objects end that are longer than a piece, by where they begin. */
export type LongSpans = ReadonlyMap<number, number>;

/** What a text of JSON may have. */
export interface JsonLimits {
  /** How deep lists and objects may be nested. */
  readonly depth: number;
  /** How many values it may have. */
  readonly values: number;
}

/**
 * Counts what a text of JSON has while its bytes come, so that what would be dear to parse is not parsed. One step a
 * byte, which is half of what JSON.parse takes for an ordinary answer, and a hundredth for `[[[[…`. Whether it is JSON
 * at all is left to the parser.
 * @example new JsonScan({ depth: 64, values: 20_000 }).add(Buffer.from('[[1,2]]')) // null: no limit is exceeded
 */
export class JsonScan {
  readonly #limits: JsonLimits;
  readonly #pieceBytes: number;
  readonly #long = new Map<number, number>();
  /** Where the lists and objects begin that are open, from the outermost on. */
  readonly #opened: number[] = [];
  #read = 0;
  #depth = 0;
  #values = 0;
  #isInString = false;
  /** Whether the first byte of the next piece is the second of an escape. */
  #isEscaped = false;

  constructor(limits: JsonLimits, pieceBytes = PIECE_BYTES) {
    this.#limits = limits;
    this.#pieceBytes = pieceBytes;
  }

  /** What of the text has to be parsed in pieces. */
  get long(): LongSpans {
    return this.#long;
  }

  /** Reads the next piece. @returns the limit that the text exceeds by now; null while it exceeds none */
  add(piece: Uint8Array): keyof JsonLimits | null {
    const { length } = piece;
    const opened = this.#opened;
    let [depth, values, deepest] = [this.#depth, this.#values, 0];
    // Where the string ends that the last piece left open.
    let at = this.#isInString ? endOfString(piece, this.#isEscaped ? 1 : 0) + 1 : 0;
    while (at < length)
      switch (piece[at++]) {
        case BYTE.quote:
          at = endOfString(piece, at) + 1;
          break;
        case BYTE.openList:
        case BYTE.openObject:
          values++;
          opened[depth] = this.#read + at - 1;
          if (++depth > deepest) deepest = depth;
          break;
        case BYTE.closeList:
        case BYTE.closeObject: {
          const from = opened[--depth] ?? Infinity;
          if (this.#read + at - from > this.#pieceBytes) this.#long.set(from, this.#read + at);
          break;
        }
        case BYTE.comma:
          values++;
      }
    // Past the end by one where a string goes on, and by two where its escape does.
    this.#isInString = at > length;
    this.#isEscaped = at > length + 1;
    this.#depth = depth;
    this.#values = values;
    this.#read += length;
    if (deepest > this.#limits.depth) return 'depth';
    return values > this.#limits.values ? 'values' : null;
  }
}
