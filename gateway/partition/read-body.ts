import { OwnerUnavailable } from './owner.ts';

/**
 * Reads a body as text and stops at the limit, whatever length it claimed to have.
 * @throws OwnerUnavailable when it is longer than `maxBytes`.
 */
export async function readBody(
  owner: string,
  body: AsyncIterable<Buffer>,
  maxBytes: number,
): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  // Leaving the loop destroys the body, and with it the connection that the rest would come over.
  for await (const chunk of body) {
    length += chunk.length;
    if (length > maxBytes)
      throw new OwnerUnavailable(owner, 'too-large', `its answer is longer than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length).toString('utf8');
}
