/** Traces that go through the gateway: what owners are sent, and the spans that an operator's SDK keeps. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import type { Route } from '../../../schema/routes.ts';
import { aGatewayAlone, type GatewayAlone } from '../../support/gateway.ts';
import { post } from '../../support/post.ts';
import { quiet } from '../../support/quiet.ts';
import { until } from '../../support/until.ts';
import { aPlainOwner } from './a-plain-owner.ts';

const ROUTES: readonly Route[] = [
  {
    contract: 'coalition',
    method: 'GET',
    path: 'files/:id',
    aliases: [],
    who: 'ANYONE',
    mostBytesIn: 0,
    mostBytesOut: 1_000,
  },
];
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';
const SENT = { traceparent: `00-${TRACE}-${PARENT}-01`, tracestate: 'congo=t61rcWkgMzE' };

let coalition: Awaited<ReturnType<typeof aPlainOwner>>;
let gateway: GatewayAlone;
let loud: () => void;
beforeAll(async () => {
  loud = quiet();
  coalition = await aPlainOwner((response) => {
    response.setHeader('content-type', 'application/json');
    response.end('{"data":{"themes":[{"id":"work"}]}}');
  });
  gateway = await aGatewayAlone({
    addresses: { coalition: coalition.url, unite: 'http://127.0.0.1:9' },
    routes: ROUTES,
  });
});
afterEach(() => {
  coalition.state.received = [];
});
afterAll(async () => {
  await gateway?.close();
  coalition?.close();
  loud();
});

const THEMES = 'query Secret { themes { id } }';
const ask = (headers: Record<string, string>, query = THEMES) =>
  post(gateway.url, { query }, headers);
const file = (headers: Record<string, string>) =>
  fetch(`${gateway.origin}/coalition/files/1`, { headers });
const received = () => coalition.state.received.map(({ headers }) => headers);

describe('without an SDK an owner is sent', () => {
  test.each([
    ['of GraphQL', ask],
    ['of a route', file],
  ])('the place in the trace of a request %s as it came, and no baggage', async (_kind, send) => {
    await send({ ...SENT, baggage: 'user=ann' });
    expect(received()).toEqual([expect.objectContaining(SENT)]);
    expect(received()[0]).not.toHaveProperty('baggage');
  });

  test.each([{}, { traceparent: `00-${TRACE}-01`, tracestate: 'congo=1' }])(
    'none where a client sent %j',
    async (headers) => {
      await ask(headers);
      expect(received()).toHaveLength(1);
      expect(received()[0]).not.toHaveProperty('traceparent');
      expect(received()[0]).not.toHaveProperty('tracestate');
    },
  );
});

describe('with an SDK', () => {
  const exporter = new InMemorySpanExporter();
  beforeAll(() => {
    trace.setGlobalTracerProvider(
      new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
    );
  });
  afterEach(() => exporter.reset());
  afterAll(() => trace.disable());

  /** Those of ours: EXECUTOR=apollo has some of its own, which bundles leave out. */
  const finished = () =>
    exporter
      .getFinishedSpans()
      .filter(({ instrumentationLibrary: { name } }) => name === 'groundswell-gateway');
  /** The spans of a request that asks one owner. Which of them ends first does not matter. */
  const spans = async () => {
    await until('both spans', 5_000, () => finished().length > 1);
    const all = finished();
    const ofKind = (kind: SpanKind) => all.find((span) => span.kind === kind);
    return { all, asked: ofKind(SpanKind.CLIENT), request: ofKind(SpanKind.SERVER) };
  };

  test('a request and what its owner is asked are spans of the trace of its client', async () => {
    await ask({ ...SENT, 'apollographql-client-name': 'web' });
    const { all, asked, request } = await spans();
    expect(all).toHaveLength(2);
    expect(request).toMatchObject({
      name: 'POST /graphql',
      parentSpanId: PARENT,
      attributes: {
        'http.request.method': 'POST',
        'http.route': '/graphql',
        'http.response.status_code': 200,
        'graphql.operation.type': 'query',
        'groundswell.request_id': expect.any(String),
        'groundswell.client': 'web',
        'groundswell.owners': ['coalition'],
        'groundswell.cost_requested': expect.any(Number),
      },
    });
    expect(asked).toMatchObject({
      name: 'ask coalition',
      kind: SpanKind.CLIENT,
      parentSpanId: request?.spanContext().spanId,
      attributes: { 'peer.service': 'coalition', 'groundswell.contract': 'coalition' },
    });
    expect(received()).toEqual([
      expect.objectContaining({
        traceparent: `00-${TRACE}-${asked?.spanContext().spanId}-01`,
        tracestate: SENT.tracestate,
      }),
    ]);
    expect(JSON.stringify([asked?.attributes, request?.attributes])).not.toContain('Secret');
  });

  test('a request without a trace begins one, which its owner is sent', async () => {
    await file({});
    const { asked, request } = await spans();
    const { traceId } = request?.spanContext() ?? {};
    expect(request?.parentSpanId).toBeUndefined();
    expect(received()[0]?.['traceparent']).toBe(`00-${traceId}-${asked?.spanContext().spanId}-01`);
    expect(request?.name).toBe('GET /coalition/files/:id');
  });

  test('an owner that does not answer is an error of its span, with the reason', async () => {
    await ask({}, '{ nodes(ids: ["unite:idea:01JBXYZ0000000000000000000"]) { id } }');
    const { asked } = await spans();
    expect(asked).toMatchObject({
      status: { code: SpanStatusCode.ERROR },
      attributes: { 'peer.service': 'unite', 'error.type': 'failed' },
      events: [],
    });
  });

  test('probes of whoever balances load are none', async () => {
    await fetch(`${gateway.origin}/live`);
    await ask({});
    const { all } = await spans();
    expect(all.map(({ name }) => name).toSorted()).toEqual(['POST /graphql', 'ask coalition']);
  });
});
