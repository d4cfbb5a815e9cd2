/** The log line of a request, for operators. */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { log } from '../../../platform/log.ts';
import type { Facts } from '../../../platform/log-facts.ts';
import { aGatewayAlone, type GatewayAlone } from '../../support/gateway.ts';
import { post } from '../../support/post.ts';
import { until } from '../../support/until.ts';
import { aPlainOwner } from './a-plain-owner.ts';

const OWNER_TAKES_MS = 40;

const logging = log as unknown as { level: string; info: (facts: Facts, text: string) => void };
const { level } = logging;
let coalition: Awaited<ReturnType<typeof aPlainOwner>>;
let gateway: GatewayAlone;
const lines: Facts[] = [];
beforeAll(async () => {
  logging.level = 'info';
  jest.spyOn(logging, 'info').mockImplementation((facts) => void lines.push(facts));
  coalition = await aPlainOwner((response) => {
    response.setHeader('content-type', 'application/json');
    setTimeout(() => response.end('{"data":{"themes":[{"id":"work"}]}}'), OWNER_TAKES_MS);
  });
  gateway = await aGatewayAlone({ addresses: { coalition: coalition.url } });
});
afterAll(async () => {
  await gateway?.close();
  coalition?.close();
  jest.restoreAllMocks();
  logging.level = level;
});

test('a request has one line: its operation, application, cost, owners and phases, and nothing that it wrote', async () => {
  const query = 'query Secret { themes { id } }';
  await post(
    gateway.url,
    { query },
    {
      'apollographql-client-name': 'web',
      'apollographql-client-version': '2.1',
    },
  );
  await until('the line', 5_000, () => lines.length > 0);
  expect(lines).toEqual([
    {
      requestId: expect.any(String),
      method: 'POST',
      route: '/graphql',
      status: 200,
      ms: expect.any(Number),
      operation: expect.stringMatching(/^[\da-f]{12}$/),
      client: 'web',
      clientVersion: '2.1',
      costRequested: expect.any(Number),
      cost: expect.any(Number),
      owners: ['coalition'],
      readMs: expect.any(Number),
      ownersMs: expect.any(Number),
      writeMs: expect.any(Number),
    },
  ]);
  const [{ ms = 0, ownersMs = 0 } = {}] = lines;
  // A timer may fire a little early.
  expect(ownersMs).toBeGreaterThan(OWNER_TAKES_MS - 5);
  expect(ms).toBeGreaterThanOrEqual(Math.floor(ownersMs));
  expect(JSON.stringify(lines)).not.toContain('Secret');
});
