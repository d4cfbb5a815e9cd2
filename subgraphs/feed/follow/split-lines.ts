/** Splits a stream of bytes, which may be anything, into lines of text. */

const NEW_LINE = 10;

/**
 * The lines of a stream, without their line ends. A line of more than `longest` bytes comes as null, and no more than
 * that is kept of it in memory. Text after the last line end is dropped: its line broke off.
 *
 * @example
 * for await (const line of splitLines(response.body, 1_024)) console.log(line);
 */
export async function* splitLines(
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
