/** Lines of text from bytes that may be anything. */

const NEW_LINE = 10;

/**
 * The lines of a stream, without their ends; null for one that is longer than `longest` bytes, of which no more
 * than that is ever kept. What stands after the last end is no line: it broke off.
 */
export async function* linesOf(
  chunks: AsyncIterable<Uint8Array>,
  longest: number,
): AsyncGenerator<string | null> {
  let parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(NEW_LINE); end >= 0; end = chunk.indexOf(NEW_LINE, from)) {
      length += end - from;
      parts.push(chunk.subarray(from, end));
      yield length > longest ? null : Buffer.concat(parts).toString();
      [parts, length, from] = [[], 0, end + 1];
    }
    length += chunk.length - from;
    if (length > longest) parts = [];
    else if (from < chunk.length) parts.push(chunk.subarray(from));
  }
}
