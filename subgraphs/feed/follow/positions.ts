/** Up to which number of whose feed a reader wrote something, as the gateway says it. */
import { GraphQLError } from 'graphql';
import { AFTER_HEADER } from '../../../schema/feed-headers.ts';
import { type Positions, positionsIn } from '../../../schema/feed-positions.ts';

const LONGEST = 4_096;

/** Reads `AFTER_HEADER`. @throws BAD_REQUEST when it is not of that form. */
export function readPositions(header: string | string[] | undefined): Positions {
  if (header === undefined) return new Map();
  const isText = typeof header === 'string' && header.length <= LONGEST;
  const positions = isText ? positionsIn(header) : undefined;
  if (positions) return positions;
  throw new GraphQLError(`${AFTER_HEADER}: expected positions such as "labour=12,unite=?".`, {
    extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
  });
}
