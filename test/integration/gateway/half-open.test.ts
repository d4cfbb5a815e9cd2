/** An owner that says it is ready, and answers no question: one request waits for it, and no other. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { aGateway } from '../../support/a-gateway.ts';
import { someSigners } from '../../support/identity.ts';
import { until } from '../../support/until.ts';
import { aPlainOwner } from './a-plain-owner.ts';

const waiting: ServerResponse[] = [];
let isFailing = true;
let owner: Awaited<ReturnType<typeof aPlainOwner>>;
let gateway: Awaited<ReturnType<typeof aGateway>>;

beforeAll(async () => {
  owner = await aPlainOwner((response, { path }) => {
    if (path === '/ready') response.end();
    else if (isFailing) response.destroy();
    else waiting.push(response);
  });
  gateway = await aGateway({
    signers: await someSigners(),
    addresses: { labour: owner.url },
    breakers: { failures: 1, probeEveryMs: 1, mostAtOnce: 8 },
  });
});
afterAll(async () => {
  await gateway?.close();
  owner?.close();
});

const statusOf = async (): Promise<number> =>
  (await fetch(`${gateway.url}/organisations/labour/about`)).status;

test('an owner that is ready and hangs is asked one question, whose answer opens it to all', async () => {
  expect(await statusOf()).toBe(503);
  isFailing = false;
  const tried = until('an answer', 10_000, async () => (await statusOf()) === 200);
  await until('the question', 5_000, () => waiting.length > 0);
  expect(await Promise.all([statusOf(), statusOf(), statusOf()])).toEqual([503, 503, 503]);
  expect(waiting).toHaveLength(1);
  waiting[0]?.end('here');
  expect(await tried).toBe(true);
  const all = Promise.all([statusOf(), statusOf()]);
  await until('both', 5_000, () => waiting.length === 3);
  for (const response of waiting) response.end('here');
  expect(await all).toEqual([200, 200]);
});
