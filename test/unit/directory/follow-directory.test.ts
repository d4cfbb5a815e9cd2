import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Directory, directorySchema } from '../../../directory/directory.ts';
import {
  type DirectorySubscription,
  followDirectory,
} from '../../../directory/follow-directory.ts';
import { readOrganisations } from '../../../directory/organisations.ts';
import { anAffiliate } from '../../support/directory.ts';
import { aDirectoryServer, type DirectoryServer } from '../../support/directory-server.ts';
import { until } from '../../support/until.ts';

const [labour, unite, progress] = readOrganisations().map((one) => anAffiliate(one));
const first: Directory = { revision: 7, affiliates: [labour!, unite!] };

let server: DirectoryServer;
let subscription: DirectorySubscription;
/** The snapshots that were passed on. */
let received: Directory[];
/** How long the client chose to wait, each time. */
let waits: number[];
/** After how long the client gave up a request, each time. */
let timeouts: number[];
/** The client's clock: it runs ahead as soon as the client waits. */
let now: number;
/** The clock does not pass this. */
let end: number;
/** How much longer the client's time-outs last by the real clock. */
let timeoutScale: number;
beforeEach(async () => {
  server = await aDirectoryServer(first);
  received = [];
  waits = [];
  timeouts = [];
  now = 0;
  end = Infinity;
  timeoutScale = 1;
});
afterEach(async () => {
  await subscription.close();
  await server.stop();
});

function follow(addresses = [server.url]): void {
  subscription = followDirectory({
    addresses,
    path: '/directory',
    schema: directorySchema,
    hasAffiliates: () => received.length > 0,
    onSnapshot: (snapshot) => void received.push(snapshot),
    clock: {
      now: () => now,
      wait: async (ms, signal) => {
        await soon('time to pass', () => now + ms <= end || signal.aborted);
        waits.push(ms);
        now += ms;
        await new Promise((resolve) => setImmediate(resolve));
      },
      timeout: (ms) => {
        timeouts.push(ms);
        return AbortSignal.timeout(ms * timeoutScale);
      },
    },
  });
}

const soon = (what: string, condition: () => boolean | undefined) =>
  until(what, 10_000, condition, { everyMs: 2 });
const receivedSoon = (count: number) => soon(`${count} snapshots`, () => received.length >= count);
const requestedSoon = (count: number) =>
  soon(`${count} requests`, () => server.requests.length >= count);
const revisions = () => received.map(({ revision }) => revision);
const idsOf = (directory: Directory | undefined) => directory?.affiliates.map(({ id }) => id);
const responding =
  (text: string, status = 200) =>
  (response: ServerResponse) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(text);

describe('the directory', () => {
  test('is received at once, and again at each change', async () => {
    follow();
    await subscription.firstSnapshot;
    expect(received).toEqual([first]);
    await requestedSoon(2);
    server.change([labour!, unite!, progress!]);
    await receivedSoon(2);
    expect(received[1]).toEqual({ revision: 8, affiliates: [labour, unite, progress] });
    await requestedSoon(3);
    expect(server.requests).toEqual([
      '/directory',
      '/directory?after=7&wait=25',
      '/directory?after=8&wait=25',
    ]);
    expect(waits).toEqual([]);
  });

  test('is requested whole after a failure, and not passed on where it is unchanged', async () => {
    follow();
    await requestedSoon(2);
    await server.stop();
    await soon('some failures', () => waits.length > 3);
    server.requests.length = 0;
    await server.start();
    await requestedSoon(2);
    expect(server.requests).toEqual(['/directory', '/directory?after=7&wait=25']);
    expect(received).toEqual([first]);
  });

  test('is requested from the next address where one fails', async () => {
    const other = await aDirectoryServer({ revision: 1, affiliates: [progress!] });
    await other.stop();
    follow([other.url, server.url]);
    await subscription.firstSnapshot;
    expect(received).toEqual([first]);
  });

  test.each([
    ['an answer that is not JSON', '{"revision":9,"affil', 200],
    ['an answer of another shape', '{"revision":9,"affiliates":{}}', 200],
    ['a directory without a revision', JSON.stringify({ affiliates: first.affiliates }), 200],
    ['a directory with a negative revision', JSON.stringify({ ...first, revision: -1 }), 200],
    ['an affiliate without a kind', '{"revision":9,"affiliates":[{"id":"x"}]}', 200],
    [
      'the same affiliate twice',
      JSON.stringify({ revision: 9, affiliates: [labour, labour] }),
      200,
    ],
    ['a directory without affiliates', '{"revision":9,"affiliates":[]}', 200],
    ['more than 4 MB', `{"revision":9,"affiliates":[],"x":"${'x'.repeat(4_300_000)}"}`, 200],
    ['the status 401', JSON.stringify({ ...first, revision: 9 }), 401],
    ['a redirect', '', 302],
  ])('stays as it is where the coalition sends %s', async (_title, text, status) => {
    follow();
    await requestedSoon(2);
    const before = server.requests.length;
    server.respondWith(responding(text, status));
    server.change([progress!]);
    await receivedSoon(2);
    await soon('more requests', () => server.requests.length > before + 3);
    expect(revisions()).toEqual([7, 8]);
    server.respondWith();
    server.change([labour!, progress!]);
    await receivedSoon(3);
    expect(idsOf(received.at(-1))).toEqual(['labour', 'progress']);
  });

  test('is requested again after five seconds without an answer', async () => {
    timeoutScale = 0.01;
    server.respondWith(() => undefined);
    follow();
    await soon('a failure', () => waits.length > 0);
    server.respondWith();
    await subscription.firstSnapshot;
    expect(received).toEqual([first]);
    expect(timeouts[0]).toBe(5_000);
  });

  test('may take five seconds longer to answer than the time that the request is held open', async () => {
    follow();
    await requestedSoon(2);
    expect(timeouts).toEqual([5_000, 30_000]);
  });

  test('is received without affiliates where none were held', async () => {
    server.replace({ revision: 1, affiliates: [] });
    follow();
    await subscription.firstSnapshot;
    expect(received).toEqual([{ revision: 1, affiliates: [] }]);
  });
});

describe('an older directory', () => {
  /** Follows, and replaces the directory with an older one, as a restored backup does. */
  async function restored(): Promise<void> {
    follow();
    await requestedSoon(2);
    await server.stop();
    server.replace({ revision: 3, affiliates: [labour!] });
    await soon('failures', () => waits.length > 0);
    await server.start();
  }

  test('is rejected at first, as a coalition process that lags sends one too', async () => {
    end = 50_000;
    await restored();
    await soon('most of a minute', () => now > 47_000);
    expect(received).toEqual([first]);
    server.replace({ revision: 8, affiliates: [unite!] });
    end = Infinity;
    await receivedSoon(2);
    expect(revisions()).toEqual([7, 8]);
  });

  test('is accepted after a minute without a newer one, and followed from there', async () => {
    await restored();
    await receivedSoon(2);
    expect(now).toBeGreaterThan(60_000);
    await soon('a long poll', () => server.requests.at(-1)?.startsWith('/directory?after=3&'));
    server.change([labour!, progress!]);
    await receivedSoon(3);
    expect(revisions()).toEqual([7, 3, 4]);
  });

  test('with the revision that is held, but other affiliates, is received', async () => {
    follow();
    await requestedSoon(2);
    await server.stop();
    server.replace({ revision: 7, affiliates: [progress!] });
    await server.start();
    await receivedSoon(2);
    expect(idsOf(received[1])).toEqual(['progress']);
  });
});

describe('requests to the coalition', () => {
  test('are repeated at growing, random intervals of up to two seconds while it is down', async () => {
    await server.stop();
    follow();
    await soon('twelve failures', () => waits.length >= 12);
    for (const [nth, ms] of waits.slice(0, 12).entries()) {
      const most = Math.min(2_000, 100 * 2 ** nth);
      expect(ms).toBeGreaterThanOrEqual(most / 2);
      expect(ms).toBeLessThanOrEqual(most);
    }
    expect(new Set(waits).size).toBe(waits.length);
    await server.start();
  });

  test('are a second apart where it answers at once that nothing changed, and some are for all of it', async () => {
    follow();
    await requestedSoon(2);
    server.respondWith((response, path) =>
      path === '/directory'
        ? responding(JSON.stringify(server.now()))(response)
        : void response.writeHead(204).end(),
    );
    end = now + 20_000;
    server.change([labour!]);
    await soon('twenty seconds', () => now === end);
    expect(waits).toEqual(Array.from({ length: 20 }, () => 1_000));
    expect(server.requests.slice(2).filter((path) => path === '/directory')).toHaveLength(1);
  });

  test('back off where it sends the same directory again and again', async () => {
    follow();
    await requestedSoon(2);
    const before = waits.length;
    server.respondWith(responding(JSON.stringify({ ...first, revision: 8 })));
    server.change([progress!]);
    await soon('some waits', () => waits.length > before + 8);
    expect(waits.at(-1)).toBeGreaterThanOrEqual(1_000);
    expect(received.at(-1)?.revision).toBe(8);
  });
});
