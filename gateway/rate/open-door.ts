/** The settings of rates, and the door that they make. */
import { z } from 'zod';
import { count } from '../../platform/settings.ts';
import { bucketsInMemory } from './buckets.ts';
import { callerKeys } from './caller-key.ts';
import { createDoor, type Door } from './door.ts';
import { createPlaces } from './places.ts';

/** No caller has more than this share of what may be under way at once. */
const SHARE = 4;

/** The settings of rates. */
export const rateShape = {
  CALLER_COST: count.default(32_000),
  CALLER_COST_SECONDS: count.default(5),
  CALLER_REQUESTS_AT_ONCE: count.default(32),
  REQUESTS_AT_ONCE: count.default(512),
  COST_AT_ONCE: count.default(20_000),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'expected the address of a Redis server, redis://… or rediss://…')
    .optional(),
};

export type RateOptions = z.infer<z.ZodObject<typeof rateShape>>;

/** @param key the gateway's own, by which buckets are named */
export async function openDoor(
  options: RateOptions,
  key: string,
): Promise<Door & { close(): void }> {
  const size = { points: options.CALLER_COST, seconds: options.CALLER_COST_SECONDS };
  const redis = options.REDIS_URL;
  // Loaded for who has a Redis server, and for nobody else.
  const shared = redis && (await import('./redis-buckets.ts')).bucketsInRedis(redis, size);
  const places = createPlaces({
    requestsOfCaller: options.CALLER_REQUESTS_AT_ONCE,
    requests: options.REQUESTS_AT_ONCE,
    costOfCaller: Math.ceil(options.COST_AT_ONCE / SHARE),
    cost: options.COST_AT_ONCE,
  });
  return {
    ...createDoor({ buckets: shared || bucketsInMemory(size), places, keyOf: callerKeys(key) }),
    close: () => void (shared && shared.close()),
  };
}
