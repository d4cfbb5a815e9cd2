/** The answers to a request that is refused because of how much is asked. Nothing was carried out. */
import type { Refusal } from '../http/refusal.ts';
import type { BucketSize, BucketState, Level } from './buckets.ts';
import type { Full } from './places.ts';

/** When places are free again is not known: soon. */
const SOON_S = 1;

/**
 * The status 429: the bucket of this caller does not have as much.
 * @param cost what the request costs; null where it was not counted
 */
export function bucketEmpty({ bucket, level }: BucketState, cost: number | null): Refusal {
  const seconds = Math.max(1, Math.ceil(level.fullInMs / 1000));
  return refusal({
    status: 429,
    code: 'RATE_LIMITED',
    message: `${cost === null ? '' : `This request costs ${cost}. `}Of the cost of ${bucket.points} that a caller may ask for in ${bucket.seconds} seconds, ${level.available} is left: ask again in ${seconds} s${cost === null ? '' : ', or for less at once'}.`,
    retryAfterS: seconds,
    headers: rateHeaders({ bucket, level }),
  });
}

/** The status 400: no bucket ever has as much. */
export const neverPaid = ({ points, seconds }: BucketSize, cost: number): Refusal => ({
  status: 400,
  message: `This request costs ${cost}: a caller may ask for a cost of ${points} in ${seconds} seconds. Ask for less at once.`,
  extensions: { code: 'MAX_COST_EXCEEDED' },
});

/** The status 429: of the tokens that this address sent, too many were wrong. */
export const tooManyTokens = ({ fullInMs }: Level): Refusal => {
  const seconds = Math.max(1, Math.ceil(fullInMs / 1000));
  return refusal({
    status: 429,
    code: 'RATE_LIMITED',
    message: `Too many tokens of this address were not valid: get a new one, and ask again in ${seconds} s.`,
    retryAfterS: seconds,
  });
};

/** The status 429 where it is the caller who has too much under way, and 503 where it is all together. */
export const noPlace = (full: Full): Refusal =>
  full === 'caller'
    ? refusal({
        status: 429,
        code: 'RATE_LIMITED',
        message:
          'Too many requests of this caller, or too dear ones, are under way: wait for their answers before you ask again.',
        retryAfterS: SOON_S,
      })
    : refusal({
        status: 503,
        code: 'OVERLOADED',
        message: `More is asked at the moment than can be answered: ask again in ${SOON_S} s.`,
        retryAfterS: SOON_S,
      });

/** The headers of IETF's draft "RateLimit header fields for HTTP": what a bucket holds, and what is in it. */
export const rateHeaders = ({
  bucket: { points, seconds },
  level: { available, fullInMs },
}: BucketState): [string, string][] => [
  ['ratelimit-policy', `"cost";q=${points};w=${seconds}`],
  ['ratelimit', `"cost";r=${available};t=${Math.ceil(fullInMs / 1000)}`],
];

interface RateRefusal {
  status: number;
  code: 'RATE_LIMITED' | 'OVERLOADED';
  message: string;
  retryAfterS: number;
  headers?: [string, string][];
}

const refusal = ({ status, code, message, retryAfterS, headers = [] }: RateRefusal): Refusal => ({
  status,
  message,
  extensions: { code },
  headers: { 'retry-after': String(retryAfterS), ...Object.fromEntries(headers) },
});
