import { setImmediate } from 'node:timers/promises';
import { partsOf, type ScannedJson, sizeOf, type Span, trimmed } from './parts.ts';
import { BYTE, endOfString, type LongSpans, PIECE_BYTES } from './scan.ts';

/** What cannot be parsed in pieces may not be long: one text or number, and the members of one object. */
const LONGEST_VALUE = 1024 * 1024;
const MOST_MEMBERS = 10_000;

/**
 * Parses a text of JSON as JSON.parse does, a long one in pieces with other work between them, so that none holds the
 * event loop for long.
 * @param long what a `JsonScan` with pieces of this size found in the text
 * @throws SyntaxError where it is no JSON, has a text or number of more than 1 MB, or a long object of more than 10,000
 *   members
 * @example await parseInPieces(Buffer.from('{"data":null}'), new Map()) // { data: null }
 */
export async function parseInPieces(
  bytes: Buffer,
  long: LongSpans,
  pieceBytes = PIECE_BYTES,
): Promise<unknown> {
  if (bytes.length <= pieceBytes) return JSON.parse(bytes.toString()) as unknown;
  const span = trimmed(bytes, { from: 0, to: bytes.length });
  return new PieceParser({ bytes, long, pieceBytes }).value(span);
}

class PieceParser {
  readonly #json: ScannedJson;
  /** How many bytes were parsed since other work ran. */
  #parsed = 0;

  constructor(json: ScannedJson) {
    this.#json = json;
  }

  async value(span: Span): Promise<unknown> {
    const { bytes, pieceBytes } = this.#json;
    if (sizeOf(span) > pieceBytes) {
      if (bytes[span.from] === BYTE.openList) return this.#list(span);
      if (bytes[span.from] === BYTE.openObject) return this.#object(span);
      if (sizeOf(span) > LONGEST_VALUE) throw new SyntaxError();
    }
    return this.#parse(span);
  }

  async #list(span: Span): Promise<unknown[]> {
    const list: unknown[] = [];
    for (const part of partsOf(this.#json, span, BYTE.closeList)) {
      if (part.isOne) list.push(await this.value(trimmed(this.#json.bytes, part)));
      else {
        const items = (await this.#parse(part, '[', ']')) as unknown[];
        for (const item of needSome(items)) list.push(item);
      }
    }
    return list;
  }

  async #object(span: Span): Promise<object> {
    const entries: (readonly [string, unknown])[] = [];
    for (const part of partsOf(this.#json, span, BYTE.closeObject)) {
      if (part.isOne) entries.push(await this.#member(trimmed(this.#json.bytes, part)));
      else {
        const members = (await this.#parse(part, '{', '}')) as object;
        for (const entry of needSome(Object.entries(members))) entries.push(entry);
      }
      if (entries.length > MOST_MEMBERS) throw new SyntaxError();
    }
    // It defines properties, where an assignment would run the setter of a key "__proto__".
    return Object.fromEntries(entries);
  }

  /** A name and its value. */
  async #member({ from, to }: Span): Promise<readonly [string, unknown]> {
    const { bytes } = this.#json;
    const end = endOfString(bytes, from + 1, to) + 1;
    const name = await this.#parse({ from, to: end });
    const colon = trimmed(bytes, { from: end, to });
    if (typeof name !== 'string' || bytes[colon.from] !== BYTE.colon) throw new SyntaxError();
    return [name, await this.value(trimmed(bytes, { from: colon.from + 1, to }))];
  }

  async #parse(span: Span, before = '', after = ''): Promise<unknown> {
    const { bytes, pieceBytes } = this.#json;
    if (this.#parsed > 0 && this.#parsed + sizeOf(span) > pieceBytes) {
      await setImmediate();
      this.#parsed = 0;
    }
    this.#parsed += sizeOf(span);
    return JSON.parse(before + bytes.toString('utf8', span.from, span.to) + after);
  }
}

/** What stands between two commas is something. */
function needSome<Item>(items: readonly Item[]): readonly Item[] {
  if (items.length === 0) throw new SyntaxError();
  return items;
}
