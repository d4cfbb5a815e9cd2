/** The audit of npm graphql-http: whether a server speaks GraphQL over HTTP as its specification has it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { aGatewayAlone, type GatewayAlone } from '../../support/gateway.ts';

let gateway: GatewayAlone;
beforeAll(async () => {
  gateway = await aGatewayAlone();
});
afterAll(() => gateway?.close());

const audits = serverAudits({ url: () => gateway.url });

test('the audit has 61 checks', () => {
  expect(audits).toHaveLength(61);
});

test.each(audits.map(({ id, name, fn }) => [id, name, fn] as const))(
  'the gateway passes %s: a server %s',
  async (_id, _name, check) => {
    const result = await check();
    expect(result.status === 'ok' ? 'ok' : result.reason).toBe('ok');
  },
);
