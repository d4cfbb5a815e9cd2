/** Which writes a client must see: the offsets that the gateway sends with its request to the coalition. */
import { GraphQLError } from 'graphql';
import { REQUIRED_OFFSETS_HEADER } from '../../../schema/feed-headers.ts';
import { type Offsets, parseOffsets } from '../../../schema/feed-offsets.ts';

const LONGEST = 4_096;

/**
 * Reads the header `groundswell-after`, as `labour=12,unite=?`; no offsets when the request has none.
 * @throws BAD_REQUEST (400) when it is not of that form
 */
export function readRequiredOffsets(header: string | string[] | undefined): Offsets {
  if (header === undefined) return new Map();
  const isText = typeof header === 'string' && header.length <= LONGEST;
  const offsets = isText ? parseOffsets(header) : undefined;
  if (offsets) return offsets;
  throw new GraphQLError(
    `${REQUIRED_OFFSETS_HEADER}: expected offsets such as "labour=12,unite=?".`,
    { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } },
  );
}
