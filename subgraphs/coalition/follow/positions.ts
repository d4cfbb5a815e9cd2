/** Up to which number of whose feed a reader wrote something, as the gateway says it. */
import { GraphQLError } from 'graphql';
import { AFTER_HEADER } from '../../../schema/feed-headers.ts';

/** Numbers of feeds, by their organisation. */
export type Positions = ReadonlyMap<string, number>;

const LONGEST = 4_096;
const PATTERN = /^[a-z0-9-]{1,40}=\d{1,15}(,[a-z0-9-]{1,40}=\d{1,15})*$/;

/** Reads `AFTER_HEADER`. @throws BAD_REQUEST when it is not of that form. */
export function readPositions(header: string | string[] | undefined): Positions {
  if (header === undefined) return new Map();
  if (typeof header !== 'string' || header.length > LONGEST || !PATTERN.test(header))
    throw new GraphQLError(`${AFTER_HEADER}: expected positions such as "labour=12,unite=40".`, {
      extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
    });
  return new Map(
    header.split(',').map((part) => {
      const [id = '', number] = part.split('=');
      return [id, Number(number)];
    }),
  );
}
