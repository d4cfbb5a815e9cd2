import { parseInPieces } from './json/parse-in-pieces.ts';
import type { LongSpans } from './json/scan.ts';
import type { OwnerAnswer } from './owner.ts';

/**
 * Reads bytes as a GraphQL answer, which has data, errors or both.
 * @param long what has to be parsed in pieces
 * @returns null where they are none
 * @example await readGraphqlAnswer(Buffer.from('{"data":{"viewer":null}}'), new Map()) // { data: { viewer: null } }
 */
export async function readGraphqlAnswer(
  bytes: Buffer,
  long: LongSpans,
): Promise<OwnerAnswer | null> {
  const body = await parseInPieces(bytes, long).catch(() => null);
  if (typeof body !== 'object' || body === null) return null;
  const { data, errors }: { data?: unknown; errors?: unknown } = body;
  if (data !== undefined && (typeof data !== 'object' || Array.isArray(data))) return null;
  if (errors !== undefined && !Array.isArray(errors)) return null;
  return data === undefined && errors === undefined ? null : body;
}
