import { BYTE, endOfString, type LongSpans } from './scan.ts';

/** A part of the bytes of a text. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A part of a list or object: one item that is longer than a piece, or some that are no longer together. */
export interface Part extends Span {
  readonly isOne: boolean;
}

/** A text of JSON, and where its long lists and objects end. */
export interface ScannedJson {
  readonly bytes: Buffer;
  readonly long: LongSpans;
  readonly pieceBytes: number;
}

export const sizeOf = ({ from, to }: Span): number => to - from;

/**
 * The parts of a list or an object, without its brackets and the commas between them. What is not its own is skipped.
 * @throws SyntaxError where its brackets do not match
 */
export function* partsOf(json: ScannedJson, { from, to }: Span, close: number): Generator<Part> {
  const { bytes, pieceBytes } = json;
  const last = to - 1;
  if (bytes[last] !== close) throw new SyntaxError();
  if (sizeOf(trimmed(bytes, { from: from + 1, to: last })) === 0) return;
  let start = from + 1;
  let item = start;
  for (const end of endsOfItems(json, { from: start, to: last })) {
    if (end - start > pieceBytes && item > start) {
      yield { from: start, to: item - 1, isOne: false };
      start = item;
    }
    item = end + 1;
    if (end - start <= pieceBytes) continue;
    yield { from: start, to: end, isOne: true };
    start = item;
  }
  if (start <= last) yield { from: start, to: last, isOne: false };
}

/** Where the items of a list or an object end: at its commas, and at its own end. */
function* endsOfItems({ bytes, long }: ScannedJson, { from, to }: Span): Generator<number> {
  let depth = 0;
  for (let at = from; at < to; at++) {
    const byte = bytes[at];
    if (byte === BYTE.quote) at = endOfString(bytes, at + 1, to);
    else if (byte === BYTE.openList || byte === BYTE.openObject) {
      const end = long.get(at);
      if (end === undefined) depth++;
      else at = end - 1;
    } else if (byte === BYTE.closeList || byte === BYTE.closeObject) depth--;
    else if (byte === BYTE.comma && depth === 0) yield at;
    if (depth < 0) throw new SyntaxError();
  }
  yield to;
}

/** The same without the spaces around it. */
export function trimmed(bytes: Buffer, { from, to }: Span): Span {
  let [start, end] = [from, to];
  while (start < end && isSpace(bytes[start])) start++;
  while (end > start && isSpace(bytes[end - 1])) end--;
  return { from: start, to: end };
}

const isSpace = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
