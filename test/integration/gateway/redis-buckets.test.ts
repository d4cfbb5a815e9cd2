/** Buckets that several gateways share. */
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { bucketsInRedis, type SharedBuckets } from '../../../gateway/rate/redis-buckets.ts';
import { log } from '../../../platform/log.ts';
import { aRedis, hasRedis, type TestRedis } from '../../support/redis.ts';
import { until } from '../../support/until.ts';

const withRedis = hasRedis ? test : test.skip;
if (!hasRedis) process.stderr.write('There is no redis-server: buckets in Redis are not tested.\n');

/** Nothing drips while a test runs. */
const SIZE = { points: 100, seconds: 1_000_000 };

let redis: TestRedis;
let callers = 0;
const gateways: SharedBuckets[] = [];
const aGateway = (): SharedBuckets => {
  const buckets = bucketsInRedis(redis.url, SIZE);
  gateways.push(buckets);
  return buckets;
};

beforeAll(async () => {
  redis = await aRedis();
  if (hasRedis) await redis.start();
});
afterEach(() => {
  for (const { close } of gateways.splice(0)) close();
  jest.restoreAllMocks();
});
afterAll(() => redis?.stop());

/** Whether one gateway sees what another took. */
const isShared = async (one: SharedBuckets, other: SharedBuckets): Promise<boolean> => {
  const caller = `caller ${(callers += 1)}`;
  await one.withdraw(caller, 10);
  return (await other.level(caller)).available === 90;
};

withRedis('what one gateway takes is missing at the other, and so is what is owed', async () => {
  const [one, other] = [aGateway(), aGateway()];
  await until('both to be connected', 5_000, () => isShared(one, other));
  expect(await one.withdraw('a', 70)).toMatchObject({ isPaid: true, available: 30 });
  expect(await other.withdraw('a', 31)).toMatchObject({ isPaid: false, available: 30 });
  expect(await other.giveBack('a', 20)).toMatchObject({ available: 50 });
  await one.owe('a', 60);
  expect(await other.level('a')).toMatchObject({ available: 0 });
});

withRedis(
  'while Redis is away each counts alone, which is logged, and then together again',
  async () => {
    const warned = jest.spyOn(log, 'warn').mockReturnValue(undefined);
    const [one, other] = [aGateway(), aGateway()];
    await until('both to be connected', 5_000, () => isShared(one, other));
    await redis.stop();
    expect(await one.withdraw('b', 70)).toMatchObject({ isPaid: true, available: 30 });
    expect(await one.withdraw('b', 70)).toMatchObject({ isPaid: false });
    expect(await other.withdraw('b', 70)).toMatchObject({ isPaid: true });
    await until('a warning of each', 5_000, () => warned.mock.calls.length >= 2);
    expect(warned.mock.lastCall?.[1]).toBe('Redis does not answer: rates are counted here alone');
    await redis.start();
    await until('both to be connected again', 10_000, () => isShared(one, other));
  },
);

withRedis(
  'what was taken drips back by the clock of Redis, and nobody has more than a full bucket',
  async () => {
    const buckets = bucketsInRedis(redis.url, { points: 1_000, seconds: 1 });
    gateways.push(buckets);
    await until('to be connected', 5_000, async () => (await buckets.withdraw('c', 900)).isPaid);
    await until('a full bucket', 5_000, async () => (await buckets.level('c')).available === 1_000);
    expect(await buckets.giveBack('c', 500)).toMatchObject({ available: 1_000 });
  },
);

withRedis(
  'one that is silent is asked no more for a while, so that one request alone waits for it',
  async () => {
    const [one, other] = [aGateway(), aGateway()];
    await until('both to be connected', 5_000, () => isShared(one, other));
    const warned = jest.spyOn(log, 'warn').mockReturnValue(undefined);
    redis.pause();
    const began = performance.now();
    for (let nth = 0; nth < 20; nth += 1) await one.withdraw('d', 1);
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(await one.level('d')).toMatchObject({ available: 80 });
    expect(warned).toHaveBeenCalledTimes(1);
    redis.resume();
    await until('it to be asked again', 20_000, async () => isShared(other, one));
  },
);
