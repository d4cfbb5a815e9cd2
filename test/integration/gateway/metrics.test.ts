/** What Prometheus reads of a gateway. */
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type OpenMetrics, openMetrics } from '../../../gateway/metrics/open-metrics.ts';
import { aGatewayAlone, type GatewayAlone } from '../../support/gateway.ts';
import { post } from '../../support/post.ts';
import { quiet } from '../../support/quiet.ts';
import { until } from '../../support/until.ts';
import { aPlainOwner } from './a-plain-owner.ts';

const LOCAL = { host: '127.0.0.1', port: 0 };
const THEMES = '{"data":{"themes":[{"id":"work"},{"id":"housing"}]}}';

let coalition: Awaited<ReturnType<typeof aPlainOwner>>;
let opened: OpenMetrics;
let gateway: GatewayAlone;
let loud: () => void;
beforeAll(async () => {
  loud = quiet();
  coalition = await aPlainOwner((response) => {
    response.setHeader('content-type', 'application/json');
    response.end(THEMES);
  });
  opened = await openMetrics(LOCAL);
  gateway = await aGatewayAlone({
    addresses: { coalition: coalition.url, unite: 'http://127.0.0.1:9' },
    metrics: opened.metrics,
    breakers: { failures: 2, probeEveryMs: 60_000, mostAtOnce: 8 },
    rates: {
      CALLER_COST: 60_000,
      CALLER_COST_SECONDS: 5,
      CALLER_REQUESTS_AT_ONCE: 8,
      REQUESTS_AT_ONCE: 8,
      COST_AT_ONCE: 80_000,
    },
  });
});
afterAll(async () => {
  await gateway?.close();
  await opened?.close();
  coalition?.close();
  loud();
});

const at = (path: string): string => `http://127.0.0.1:${opened.port}${path}`;
const read = async (): Promise<string> => (await fetch(at('/metrics'))).text();
/** Waits until a line is there: a request is counted when its connection says that it ended. */
const untilCounted = async (line: string): Promise<void> =>
  void (await until(`the line ${line}`, 5_000, async () => (await read()).includes(`${line}\n`)));
const ask = (query: string, headers: Record<string, string> = {}) =>
  post(gateway.url, { query }, headers);

describe('a gateway with METRICS_PORT counts', () => {
  test('its requests, the applications that ask, what it costs, and the owners that it asks', async () => {
    await ask('{ themes { id } }', { 'apollographql-client-name': 'web' });
    await untilCounted('groundswell_requests_total{route="/graphql",status="200"} 1');
    await untilCounted('groundswell_client_requests_total{client="web"} 1');
    await untilCounted('groundswell_request_duration_seconds_count{route="/graphql"} 1');
    await untilCounted('groundswell_owner_requests_total{owner="coalition",outcome="answered"} 1');
    await untilCounted('groundswell_owner_request_duration_seconds_count{owner="coalition"} 1');
    await untilCounted('groundswell_operation_requested_cost_sum 18');
    await untilCounted('groundswell_operation_cost_total 2');
    await untilCounted('groundswell_requests_under_way 0');
  });

  test('what it refuses, by the code: what cannot be read, what is not valid, and who is nobody', async () => {
    await ask('{ nothing }');
    await untilCounted('groundswell_errors_total{code="GRAPHQL_VALIDATION_FAILED"} 1');
    await ask('{ themes { id } }', { authorization: 'Bearer of nobody' });
    await untilCounted('groundswell_errors_total{code="UNAUTHENTICATED"} 1');
    await post(gateway.url, { query: 1 });
    await untilCounted('groundswell_errors_total{code="BAD_REQUEST"} 1');
    await untilCounted('groundswell_requests_total{route="/graphql",status="401"} 1');
  });

  test('owners that fail, and their breakers while they are open', async () => {
    const organisation = (alias: string) =>
      `{ ${alias}: nodes(ids: ["unite:idea:01JBXYZ0000000000000000000"]) { id } }`;
    for (const alias of ['a', 'b', 'c']) await ask(organisation(alias));
    await untilCounted('groundswell_owner_requests_total{owner="unite",outcome="failed"} 2');
    await untilCounted('groundswell_owner_requests_total{owner="unite",outcome="not-asked"} 1');
    await untilCounted('groundswell_owner_request_duration_seconds_count{owner="unite"} 2');
    await untilCounted('groundswell_owner_breaker_open{owner="unite"} 1');
  });

  test('a path that is none of its own as no route, whatever the client wrote', async () => {
    await fetch(`${gateway.origin}/ann@labour.example`);
    await untilCounted('groundswell_requests_total{route="none",status="404"} 1');
    expect(await read()).not.toContain('ann@labour');
  });

  test('not the probes of whoever balances load, and its process', async () => {
    await fetch(`${gateway.origin}/live`);
    const text = await read();
    expect(text).not.toContain('/live');
    expect(text).toMatch(/^process_cpu_seconds_total [\d.]+$/m);
  });
});

describe('the port of metrics', () => {
  test('answers GET /metrics alone', async () => {
    const { status, headers } = await fetch(at('/metrics'));
    expect([status, headers.get('content-type')]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
    ]);
    expect((await fetch(at('/graphql'))).status).toBe(404);
    expect((await fetch(at('/metrics'), { method: 'POST' })).status).toBe(405);
  });

  test('that is in use stops the start with the name of its setting', async () => {
    const other = createServer().listen(LOCAL);
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await expect(openMetrics({ ...LOCAL, port })).rejects.toThrow(
      `Port ${port} is in use: stop what runs there, or set METRICS_PORT to another.`,
    );
    other.close();
  });
});
