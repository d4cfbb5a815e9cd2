/** Buckets in Redis, which all processes of the gateway share. While Redis does not answer, each process counts alone. */
import { Redis } from 'ioredis';
import { log } from '../../platform/log.ts';
import { traceOf } from '../../platform/trace.ts';
import {
  type Buckets,
  bucketsOf,
  type BucketSize,
  perMs,
  type Spend,
  spendInMemory,
} from './buckets.ts';

/** Longer than Redis takes for a bucket, and shorter than a client would notice. */
const ANSWERS_WITHIN_MS = 250;

/** After Redis did not answer, it is not asked for so long. */
const ALONE_FOR_MS = 5_000;

const PREFIX = 'groundswell:bucket:';

/** What buckets.ts does in memory, in one step of Redis and by its clock. A text keeps the fractions of points. */
const SPEND = `
local full, perMs, points, isOwed = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4] == '1'
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local last = redis.call('HMGET', KEYS[1], 'points', 'at')
local there = math.min(full, (tonumber(last[1]) or full) + (now - (tonumber(last[2]) or now)) * perMs)
local isPaid = isOwed or points <= there
if isPaid then there = math.min(full, math.max(-full, there - points)) end
redis.call('HSET', KEYS[1], 'points', tostring(there), 'at', tostring(now))
redis.call('PEXPIRE', KEYS[1], math.ceil(2 * full / perMs))
return { isPaid and 1 or 0, tostring(there) }`;

export interface SharedBuckets extends Buckets {
  close(): void;
}

/** @param url of Redis: `redis://…` or `rediss://…` */
export function bucketsInRedis(url: string, size: BucketSize): SharedBuckets {
  const redis = new Redis(url, {
    commandTimeout: ANSWERS_WITHIN_MS,
    maxRetriesPerRequest: 0,
  });
  // What cannot be asked says so by itself.
  redis.on('error', () => undefined);
  const spend: Spend = async (caller, points, isOwed) => {
    const given = [size.points, perMs(size), points, isOwed ? 1 : 0];
    const spent = await redis.eval(SPEND, 1, PREFIX + caller, ...given);
    const [isPaid, left] = spent as [number, string];
    return { isPaid: isPaid === 1, points: Number(left) };
  };
  return {
    ...bucketsOf(size, orAlone(spend, spendInMemory(size))),
    close: () => redis.disconnect(),
  };
}

/** Takes alone for some time where the shared buckets do not answer, and then has one request try them again. */
function orAlone(shared: Spend, alone: Spend): Spend {
  let sharedAgainAt = 0;
  let isAlone = false;
  return async (...spending) => {
    const now = performance.now();
    if (isAlone && now < sharedAgainAt) return alone(...spending);
    sharedAgainAt = now + ALONE_FOR_MS;
    try {
      const spent = await shared(...spending);
      isAlone = false;
      return spent;
    } catch (error) {
      if (!isAlone) log.warn(traceOf(error), 'Redis does not answer: rates are counted here alone');
      isAlone = true;
      return alone(...spending);
    }
  };
}
