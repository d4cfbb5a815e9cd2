import { OwnerUnavailable } from './owner.ts';

/**
 * Reads a body as text, and stops at the limit whatever its header says of its length.
 * @throws OwnerUnavailable when the body is longer than `maxBytes`.
 * @example await readBody('unite', response.body, 8_000_000)
 */
export async function readBody(
  owner: string,
  body: AsyncIterable<Buffer>,
  maxBytes: number,
): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  // Leaving the loop destroys the body, and with it the connection, so the rest is not received.
  for await (const chunk of body) {
    length += chunk.length;
    if (length > maxBytes)
      throw new OwnerUnavailable(owner, 'too-large', `its answer is longer than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length).toString('utf8');
}
