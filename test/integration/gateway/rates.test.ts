/** How much callers may ask, together and each: what they are told of it, and that no one's flood is another's. */
import { once } from 'node:events';
import { createServer, request as httpRequest, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { readOrganisations } from '../../../directory/organisations.ts';
import type { Running } from '../../../platform/run.ts';
import { anAffiliate } from '../../support/directory.ts';
import { aGateway } from '../../support/gateway.ts';
import { issuersOf } from '../../support/identity.ts';
import { post } from '../../support/post.ts';
import { until } from '../../support/until.ts';

const [home] = readOrganisations();
const issuers = await issuersOf([home!.id, 'coalition']);
const tokenOf = (subject: string) => issuers.of(home!.id).token({ subject });

const RATES = {
  CALLER_COST: 1_000,
  // Nothing drips while a test runs.
  CALLER_COST_SECONDS: 1_000_000,
  CALLER_REQUESTS_AT_ONCE: 2,
  REQUESTS_AT_ONCE: 3,
  COST_AT_ONCE: 1_000_000,
};

const JSON_BODY = { 'content-type': 'application/json', 'content-length': '100000' };

/** Two themes. */
const THEMES = '{"data":{"themes":[{"id":"work"},{"id":"housing"}]}}';
const THEMES_COST = 18;

let gateway: Running;
let coalition: Server;
/** The requests that the coalition holds, while it does. */
const held: ServerResponse[] = [];

afterEach(async () => {
  for (const answer of held.splice(0)) answer.end(THEMES);
  await gateway?.close();
  coalition?.close();
});

async function begin({ holds = false, rates = {} } = {}): Promise<void> {
  coalition = createServer((request, response) => {
    request.resume();
    response.setHeader('content-type', 'application/json');
    if (holds) held.push(response);
    else response.end(THEMES);
  });
  await new Promise<void>((resolve) => coalition.listen(0, '127.0.0.1', resolve));
  const { port } = coalition.address() as AddressInfo;
  gateway = await aGateway({
    affiliates: [anAffiliate(home!)],
    addresses: { coalition: `http://127.0.0.1:${port}` },
    issuerOf: ({ id }) => issuers.of(id).trusted,
    rates: { ...RATES, ...rates },
    trustedProxies: ['127.0.0.0/8'],
  });
}

const ask = (query: string, headers: Record<string, string> = {}) =>
  post<unknown>(`http://127.0.0.1:${gateway.port}/graphql`, { query }, headers);
const askAs = async (subject: string, query = '{ themes { id } }') =>
  ask(query, { authorization: `Bearer ${await tokenOf(subject)}` });

const untilHeld = (many: number) =>
  until(`${many} requests at the coalition`, 5_000, () => held.length === many);

/** Queries that differ, as equal ones that are under way share one run. */
const themes = (nth: number): string => `{ themes { ${'id '.repeat(nth + 1)} } }`;

describe('an answer says what it cost', () => {
  test('the most, what it was, and what is left: what was not used is given back', async () => {
    await begin();
    await ask('{ themes { id } }');
    const { answer, headers } = await ask('{ themes { id } }');
    const { cost } = answer.extensions as { cost: object };
    expect(cost).toEqual({
      requestedQueryCost: THEMES_COST,
      actualQueryCost: 2,
      throttleStatus: { maximumAvailable: 1_000, currentlyAvailable: 922, restoreRate: 0.001 },
    });
    expect(headers.get('ratelimit-policy')).toBe('"cost";q=1000;w=1000000');
    expect(headers.get('ratelimit')).toMatch(/^"cost";r=922;t=\d+$/);
  });

  test('a text that is new to the gateway is paid for, too, and one that is not valid', async () => {
    await begin();
    const first = await ask('{ themes { id } }');
    expect(first.answer.extensions).toMatchObject({
      cost: { throttleStatus: { currentlyAvailable: 1_000 - 20 - 2 * 17 - 2 } },
    });
    await ask(`{ ${'x'.repeat(116)} }`);
    const next = await ask('{ themes { id } }');
    expect(next.answer.extensions).toMatchObject({
      cost: { throttleStatus: { currentlyAvailable: 944 - (20 + 2 * 120) - (20 + 2) } },
    });
  });
});

describe('a caller whose bucket is empty', () => {
  test('is told when to ask again, and others are answered', async () => {
    await begin({ rates: { CALLER_COST: 180 } });
    await askAs('someone', `{ ${'x'.repeat(13)} }`);
    const refused = await askAs('someone', `{ themes { id } a: themes { id } b: themes { id } }`);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.answer.errors).toEqual([
      expect.objectContaining({
        message: expect.stringMatching(
          /^This request costs 176\. Of the cost of 180 that a caller may ask for in 1000000 seconds, 126 is left: ask again in \d+ s, or for less at once\.$/,
        ) as unknown,
        extensions: expect.objectContaining({ code: 'RATE_LIMITED' }) as unknown,
      }),
    ]);
    expect(await askAs('another')).toMatchObject({ status: 200 });
  });

  test('pays for what was read of a request that is refused, too', async () => {
    await begin();
    const left = async (): Promise<number> => {
      const { answer } = await askAs('someone');
      const { cost } = answer.extensions as {
        cost: { throttleStatus: { currentlyAvailable: number } };
      };
      return cost.throttleStatus.currentlyAvailable;
    };
    await left();
    const before = await left();
    const dear = '{ policyIdeas(first: 80) { nodes { comments(first: 8) { totalCount } } } }';
    expect(await askAs('someone', dear)).toMatchObject({ status: 429 });
    expect(await left()).toBe(before - (20 + 2 * dear.length) - (20 + 2));
  });

  test('is refused before its request is read', async () => {
    await begin({ rates: { CALLER_COST: 160 } });
    await ask(`{ ${'x'.repeat(500)} }`);
    const refused = await ask('{ nonsense');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('ratelimit')).toMatch(/^"cost";r=0;t=\d+$/);
    expect(await askAs('someone')).toMatchObject({ status: 200 });
  });

  test('without a token is an address, as a trusted proxy says it', async () => {
    await begin({ rates: { CALLER_COST: 160 } });
    const from = (address: string, query: string) => ask(query, { 'x-forwarded-for': address });
    await from('192.0.2.1', `{ ${'x'.repeat(500)} }`);
    expect(await from('192.0.2.1', '{ themes { id } }')).toMatchObject({ status: 429 });
    expect(await from('192.0.2.2', '{ themes { id } }')).toMatchObject({ status: 200 });
  });
});

describe('of requests under way', () => {
  test('a caller has so many, all together so many, and what ends makes room', async () => {
    await begin({ holds: true });
    const running = [askAs('a', themes(1)), askAs('a', themes(2))];
    await untilHeld(2);
    const refused = await askAs('a', themes(3));
    expect([refused.status, refused.answer.errors?.[0]?.extensions['code']]).toEqual([
      429,
      'RATE_LIMITED',
    ]);
    running.push(askAs('b', themes(4)));
    await untilHeld(3);
    const shed = await askAs('c', themes(5));
    expect([shed.status, shed.answer.errors?.[0]?.extensions['code']]).toEqual([503, 'OVERLOADED']);
    expect(shed.headers.get('retry-after')).toBe('1');
    for (const answer of held.splice(0)) answer.end(THEMES);
    for (const { status } of await Promise.all(running)) expect(status).toBe(200);
    const next = askAs('a', themes(6));
    await untilHeld(1);
    held.splice(0)[0]!.end(THEMES);
    expect(await next).toMatchObject({ status: 200 });
  });
});

test('an operation that could cost more than any may is refused, whoever asks', async () => {
  await begin();
  const list = (inner: string) => `policyIdeas(first: 100) { nodes { organisation { ${inner} } } }`;
  const { status, answer } = await askAs('someone', `{ ${list(list(list('name')))} }`);
  expect(status).toBe(400);
  expect(answer.errors?.[0]?.message).toMatch(
    /^This request could cost 2030301: expected at most 20000\. /,
  );
  expect(answer.errors?.[0]?.extensions['code']).toBe('MAX_COST_EXCEEDED');
  expect(answer.extensions).toMatchObject({ cost: { requestedQueryCost: 2_030_301 } });
});

test('a text that is refused before it is validated is paid for', async () => {
  await begin({ rates: { CALLER_COST: 4_000 } });
  const text = `{ ${'themes { id } '.repeat(70)} }`;
  const { answer } = await ask(text);
  expect(answer.errors?.map(({ extensions: { code } }) => code)).toEqual([
    'GRAPHQL_VALIDATION_FAILED',
  ]);
  expect((await ask('{ themes { id } }')).answer.extensions).toMatchObject({
    cost: {
      throttleStatus: { currentlyAvailable: 4_000 - (20 + 2 * text.length) - (20 + 2 * 17 + 2) },
    },
  });
});

test('the schema as a text is paid for', async () => {
  await begin({ rates: { CALLER_COST: 300 } });
  const schema = () => fetch(`http://127.0.0.1:${gateway.port}/schema.graphql`);
  expect((await schema()).status).toBe(200);
  const refused = await schema();
  expect(refused.status).toBe(429);
  expect(await refused.json()).toMatchObject({
    errors: [{ extensions: { code: 'RATE_LIMITED' } }],
  });
});

test('introspection is paid for, though it has no cost', async () => {
  await begin({ rates: { CALLER_COST: 2_000 } });
  const query = '{ __schema { queryType { name } } }';
  expect((await ask(query)).answer.extensions).toMatchObject({
    cost: {
      requestedQueryCost: 0,
      throttleStatus: { currentlyAvailable: 2_000 - 1_000 - 20 - 2 * query.length },
    },
  });
});

describe('of a request that has not come whole', () => {
  /** Sends the headers of a request, and nothing of its body; gives the status line of the answer when there is one. */
  function send(headers: Record<string, string>) {
    const request = httpRequest({
      port: gateway.port,
      path: '/graphql',
      method: 'POST',
      headers: { ...JSON_BODY, ...headers },
    });
    const status = once(request, 'response').then(([{ statusCode }]) => statusCode as number);
    request.flushHeaders();
    return { status, end: () => request.destroy() };
  }

  test('whoever has nothing left is refused by its headers', async () => {
    await begin({ rates: { CALLER_COST: 160 } });
    await ask(`{ ${'x'.repeat(500)} }`);
    const { status, end } = send({});
    expect(await status).toBe(429);
    end();
  });

  test('a place is not held', async () => {
    await begin({ rates: { REQUESTS_AT_ONCE: 1 } });
    const slow = send({});
    expect(await ask('{ themes { id } }')).toMatchObject({ status: 200 });
    slow.status.catch(() => undefined);
    slow.end();
  });
});

test('an address whose tokens are wrong, again and again, sends no more for a while; others do', async () => {
  await begin();
  const from = (address: string, authorization: string) =>
    ask('{ themes { id } }', { 'x-forwarded-for': address, authorization });
  // While they are sent, some are forgiven.
  const statuses: number[] = [];
  while (statuses.length < 500 && statuses.at(-1) !== 429)
    statuses.push((await from('192.0.2.1', 'Bearer wrong')).status);
  expect(statuses.length).toBeGreaterThan(100);
  expect(new Set(statuses)).toEqual(new Set([401, 429]));
  const good = `Bearer ${await tokenOf('someone')}`;
  const refused = await from('192.0.2.1', good);
  expect(refused).toMatchObject({ status: 429 });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await from('192.0.2.2', good)).toMatchObject({ status: 200 });
});
