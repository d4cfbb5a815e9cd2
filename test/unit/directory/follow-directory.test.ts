import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Directory } from '../../../directory/directory.ts';
import { directorySchema } from '../../../directory/directory.ts';
import { followDirectory, type Following } from '../../../directory/follow-directory.ts';
import { readOrganisations } from '../../../directory/organisations.ts';
import { anAffiliate } from '../../support/directory.ts';
import { aDirectoryServer, type DirectoryServer } from '../../support/directory-server.ts';
import { until } from '../../support/until.ts';

const [labour, unite, progress] = readOrganisations().map((one) => anAffiliate(one));
const first: Directory = { revision: 7, affiliates: [labour!, unite!] };

let server: DirectoryServer;
let following: Following;
let taken: Directory[];
let waits: number[];
let now: number;
/** Time does not pass this. */
let end: number;
beforeEach(async () => {
  server = await aDirectoryServer(first);
  taken = [];
  waits = [];
  now = 0;
  end = Infinity;
});
afterEach(async () => {
  await following.close();
  await server.stop();
});

/** Follows by a clock that is ahead as soon as it is waited for. */
function follow(addresses = [server.url]): void {
  following = followDirectory({
    addresses,
    path: '/directory',
    schema: directorySchema,
    knowsAny: () => taken.length > 0,
    take: (told) => void taken.push(told),
    time: {
      now: () => now,
      wait: async (ms, signal) => {
        await until('time to pass', 60_000, () => now + ms <= end || signal.aborted);
        waits.push(ms);
        now += ms;
        await new Promise((resolve) => setImmediate(resolve));
      },
    },
  });
}

const takenSoon = (count: number) =>
  until(`${count} directories`, 5_000, () => taken.length >= count);
const askedSoon = (count: number) =>
  until(`${count} questions`, 5_000, () => server.asked.length >= count);
const idsOf = (directory: Directory | undefined) => directory?.affiliates.map(({ id }) => id);
const saying =
  (text: string, status = 200) =>
  (response: ServerResponse) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(text);

describe('the directory', () => {
  test('is taken at once, and each change of it as it comes', async () => {
    follow();
    await following.begun;
    expect(taken).toEqual([first]);
    await askedSoon(2);
    server.change([labour!, unite!, progress!]);
    await takenSoon(2);
    expect(taken[1]).toEqual({ revision: 8, affiliates: [labour, unite, progress] });
    await askedSoon(3);
    expect(server.asked).toEqual([
      '/directory',
      '/directory?after=7&wait=25',
      '/directory?after=8&wait=25',
    ]);
    expect(waits).toEqual([]);
  });

  test('is asked for as a whole after a failure, and what did not change is not taken again', async () => {
    follow();
    await askedSoon(2);
    await server.stop();
    await until('some failures', 5_000, () => waits.length > 3);
    server.asked.length = 0;
    await server.start();
    await askedSoon(2);
    expect(server.asked).toEqual(['/directory', '/directory?after=7&wait=25']);
    expect(taken).toEqual([first]);
  });

  test('is asked of the next address where one fails', async () => {
    const other = await aDirectoryServer({ revision: 1, affiliates: [progress!] });
    await other.stop();
    follow([other.url, server.url]);
    await following.begun;
    expect(taken).toEqual([first]);
  });

  test.each([
    ['no JSON', '{"revision":9,"affil', 200],
    ['something else', '{"revision":9,"affiliates":{}}', 200],
    ['no revision', JSON.stringify({ affiliates: first.affiliates }), 200],
    ['a revision below nothing', JSON.stringify({ ...first, revision: -1 }), 200],
    ['an affiliate without a kind', '{"revision":9,"affiliates":[{"id":"x"}]}', 200],
    ['an affiliate twice', JSON.stringify({ revision: 9, affiliates: [labour, labour] }), 200],
    ['nobody at all', '{"revision":9,"affiliates":[]}', 200],
    ['more than 4 MB', `{"revision":9,"affiliates":[],"x":"${'x'.repeat(4_300_000)}"}`, 200],
    ['a refusal', JSON.stringify({ ...first, revision: 9 }), 401],
    ['a redirect', '', 302],
  ])('that is %s is left, and the last one kept', async (_title, text, status) => {
    follow();
    await askedSoon(2);
    const before = server.asked.length;
    server.answerBy(saying(text, status));
    server.change([progress!]);
    await takenSoon(2);
    await until('more questions', 5_000, () => server.asked.length > before + 3);
    expect(taken.map(({ revision }) => revision)).toEqual([7, 8]);
    server.answerBy();
    server.change([labour!, progress!]);
    await takenSoon(3);
    expect(idsOf(taken.at(-1))).toEqual(['labour', 'progress']);
  });

  test('that does not come costs five seconds, and is asked for again', async () => {
    server.answerBy(() => undefined);
    follow();
    await until('a failure', 10_000, () => waits.length > 0);
    server.answerBy();
    await following.begun;
    expect(taken).toEqual([first]);
  });

  test('that nobody is on is taken where nobody is known', async () => {
    server.replace({ revision: 1, affiliates: [] });
    follow();
    await following.begun;
    expect(taken).toEqual([{ revision: 1, affiliates: [] }]);
  });
});

describe('an older state', () => {
  /** Follows, and puts an older state in the place of the one that was taken. */
  async function restored(): Promise<void> {
    follow();
    await askedSoon(2);
    await server.stop();
    server.replace({ revision: 3, affiliates: [labour!] });
    await until('failures', 5_000, () => waits.length > 0);
    await server.start();
  }

  test('is not taken at once, as whoever lags answers it too', async () => {
    end = 50_000;
    await restored();
    await until('most of a minute', 5_000, () => now > 47_000);
    expect(taken).toEqual([first]);
    server.replace({ revision: 8, affiliates: [unite!] });
    end = Infinity;
    await takenSoon(2);
    expect(taken.map(({ revision }) => revision)).toEqual([7, 8]);
  });

  test('is taken when nothing newer was told for a minute, and followed from there', async () => {
    await restored();
    await takenSoon(2);
    expect(now).toBeGreaterThan(60_000);
    await until('a wait for news', 5_000, () =>
      server.asked.at(-1)?.startsWith('/directory?after=3&'),
    );
    server.change([labour!, progress!]);
    await takenSoon(3);
    expect(taken.map(({ revision }) => revision)).toEqual([7, 3, 4]);
  });

  test('of another content is seen under the number that is known', async () => {
    follow();
    await askedSoon(2);
    await server.stop();
    server.replace({ revision: 7, affiliates: [progress!] });
    await server.start();
    await takenSoon(2);
    expect(idsOf(taken[1])).toEqual(['progress']);
  });
});

describe('the coalition', () => {
  test('that is away is asked again later and later, up to two seconds, never all at the same moment', async () => {
    await server.stop();
    follow();
    await until('twelve failures', 5_000, () => waits.length >= 12);
    for (const [nth, ms] of waits.slice(0, 12).entries()) {
      const most = Math.min(2_000, 100 * 2 ** nth);
      expect(ms).toBeGreaterThanOrEqual(most / 2);
      expect(ms).toBeLessThanOrEqual(most);
    }
    expect(new Set(waits).size).toBe(waits.length);
    await server.start();
  });

  test('that says at once that there is no news is asked once a second, and now and then for all there is', async () => {
    follow();
    await askedSoon(2);
    server.answerBy((response, path) =>
      path === '/directory'
        ? saying(JSON.stringify(server.now()))(response)
        : void response.writeHead(204).end(),
    );
    end = now + 20_000;
    server.change([labour!]);
    await until('twenty seconds', 5_000, () => now === end);
    expect(waits).toEqual(Array.from({ length: 20 }, () => 1_000));
    expect(server.asked.slice(2).filter((path) => path === '/directory')).toHaveLength(1);
  });

  test('that sends the same again is not asked without end', async () => {
    follow();
    await askedSoon(2);
    const before = waits.length;
    server.answerBy(saying(JSON.stringify({ ...first, revision: 8 })));
    server.change([progress!]);
    await until('some waits', 5_000, () => waits.length > before + 8);
    expect(waits.at(-1)).toBeGreaterThanOrEqual(1_000);
    expect(taken.at(-1)?.revision).toBe(8);
  });
});
