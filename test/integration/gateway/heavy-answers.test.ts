/** What owners answer holds up nobody else, however much it is and however it is nested. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aGateway } from '../../support/a-gateway.ts';
import { someSigners } from '../../support/identity.ts';
import { post } from '../../support/post.ts';

/** Long enough for a machine that runs other tests meanwhile. To parse one of these answers took over a second. */
const HELD_AT_MOST_MS = 500;

const LENGTH = 7_800_000;

const closers: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of closers.toReversed()) await close();
});

/** An owner that answers what is made of the query. */
async function ownerThatAnswers(answer: (query: string) => string): Promise<string> {
  const server = createServer((request, response) => {
    void text(request).then((sent) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(answer(sent)),
    );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  closers.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What a query calls a field in the answer. */
const keyOf = (query: string, field: string): string =>
  new RegExp(String.raw`(\w+) ?: ?${field}\b`).exec(query)?.[1] ?? field;

const idOf = (owner: string, nth = 0): string =>
  `${owner}:idea:01JBXYZ${String(nth).padStart(19, '0')}`;

/** The largest page that the contract promises: 100 ideas, each with a body of 20,000 characters. */
const LARGEST_PAGE = {
  edges: Array.from({ length: 100 }, (_, nth) => ({
    node: { __typename: 'PolicyIdea', id: idOf('progress', nth), body: '圖'.repeat(20_000) },
  })),
};

let url: string;
beforeAll(async () => {
  const idea = { __typename: 'PolicyIdea', body: 'Onward.' };
  const data = (query: string, field: string, value: unknown) =>
    JSON.stringify({ data: { [keyOf(query, field)]: value } });
  const deep = '['.repeat(LENGTH);
  const addresses = {
    labour: await ownerThatAnswers(() => deep),
    unite: await ownerThatAnswers((query) => data(query, 'node', idea)),
    progress: await ownerThatAnswers((query) =>
      data(query, 'organisation', { [keyOf(query, 'policyIdeas')]: LARGEST_PAGE }),
    ),
  };
  const gateway = await aGateway({ signers: await someSigners(), addresses });
  closers.push(gateway.close);
  url = gateway.url;
});

async function ask(query: string) {
  const { answer } = await post<Record<string, unknown>>(`${url}/graphql`, { query });
  return { data: answer.data, codes: answer.errors?.map(({ extensions }) => extensions['code']) };
}

const askBody = (owner: string, nth = 0) =>
  ask(`{ node(id: "${idOf(owner, nth)}") { ... on PolicyIdea { body } } }`);

/** How long the event loop was held at most while something ran, in milliseconds. */
async function longestHeld(run: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await run();
  delay.disable();
  return delay.max / 1e6;
}

test('eight answers of 7.8 MB of lists in lists hold up nobody, and their owner alone is unavailable', async () => {
  // What is compiled and connected at first is no matter here.
  await Promise.all([askBody('labour'), askBody('unite')]);
  const held = await longestHeld(async () => {
    const asked = Array.from({ length: 8 }, (_, nth) => askBody('labour', nth));
    const [live, other] = await Promise.all([fetch(`${url}/live`), askBody('unite')]);
    expect(live.status).toBe(200);
    expect(other).toEqual({ data: { node: { body: 'Onward.' } } });
    for (const answer of await Promise.all(asked))
      expect(answer).toEqual({ data: { node: null }, codes: ['ORGANISATION_UNAVAILABLE'] });
  });
  expect(held).toBeLessThan(HELD_AT_MOST_MS);
});

test('the largest page is answered', async () => {
  const query =
    '{ organisation(id: "progress") { policyIdeas(first: 100) { edges { node { id body } } } } }';
  const { data, codes } = await ask(query);
  expect(codes).toBeUndefined();
  expect(data).toMatchObject({ organisation: { policyIdeas: { edges: { length: 100 } } } });
  expect(JSON.stringify(data).match(/圖{20000}/g)).toHaveLength(100);
});
