/** Buckets in Redis, which all processes of the gateway share. While Redis does not answer, each process counts alone. */
import { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import { log } from '../../platform/log.ts';
import { traceOf } from '../../platform/trace.ts';
import { type Buckets, bucketsOf, type BucketSize, limiterOptions } from './buckets.ts';

/** Longer than Redis takes for a counter, and shorter than a client would notice. */
const ANSWERS_WITHIN_MS = 250;

export interface SharedBuckets extends Buckets {
  close(): void;
}

/** @param url of Redis: `redis://…` or `rediss://…` */
export function bucketsInRedis(url: string, size: BucketSize): SharedBuckets {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    commandTimeout: ANSWERS_WITHIN_MS,
    maxRetriesPerRequest: 0,
  });
  let isUp = true;
  redis.on('error', (error: Error) => {
    if (isUp) log.warn(traceOf(error), 'Redis does not answer: rates are counted here alone');
    isUp = false;
  });
  redis.on('ready', () => {
    isUp = true;
  });
  const options = limiterOptions(size);
  const limiter = new RateLimiterRedis({
    ...options,
    storeClient: redis,
    insuranceLimiter: new RateLimiterMemory(options),
  });
  return { ...bucketsOf(size, limiter), close: () => redis.disconnect() };
}
