import { GrowingBuffer } from './growing-buffer.ts';
import { type JsonLimits, JsonScan, type LongSpans, PIECE_BYTES } from './scan.ts';

/** Nobody who descends into what is nested so deep runs out of stack. */
const FEW_BRACKETS = 500;

/**
 * The bytes of a text of JSON, weighed while they come. What is no longer than a piece is cheap to parse whatever it is,
 * and is scanned only where it has brackets enough to be nested deep: of ordinary answers few are.
 * @example
 * const bytes = new WeighedBytes({ depth: 64, values: 20_000 });
 * bytes.add(Buffer.from('[[1,2]]')) ?? bytes.end() // null: no limit is exceeded
 */
export class WeighedBytes {
  readonly #buffer = new GrowingBuffer();
  readonly #scan: JsonScan;
  #scanned = 0;

  constructor(limits: JsonLimits) {
    this.#scan = new JsonScan(limits);
  }

  get length(): number {
    return this.#buffer.length;
  }

  /** What of the text has to be parsed in pieces. */
  get long(): LongSpans {
    return this.#scan.long;
  }

  /** All bytes that came. */
  bytes(): Buffer {
    return this.#buffer.bytes();
  }

  /** Adds the next piece. @returns the limit that the text exceeds by now; null while it exceeds none */
  add(piece: Buffer): keyof JsonLimits | null {
    this.#buffer.add(piece);
    return this.length > PIECE_BYTES ? this.#scanRest() : null;
  }

  /** The last piece came. @returns the limit that the text exceeds */
  end(): keyof JsonLimits | null {
    return this.length > PIECE_BYTES || hasFewBrackets(this.bytes()) ? null : this.#scanRest();
  }

  #scanRest(): keyof JsonLimits | null {
    const rest = this.bytes().subarray(this.#scanned);
    this.#scanned += rest.length;
    return this.#scan.add(rest);
  }
}

/** V8 searches a text many bytes at a time. */
function hasFewBrackets(bytes: Buffer): boolean {
  const text = bytes.toString('latin1');
  let left = FEW_BRACKETS;
  for (const bracket of ['[', '{'])
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1))
      if (--left < 0) return false;
  return true;
}
