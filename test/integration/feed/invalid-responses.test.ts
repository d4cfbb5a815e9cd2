import { constants, gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import type { FeedClient } from '../../../subgraphs/feed/follow/client.ts';
import { followRecords } from '../../../subgraphs/feed/follow/records.ts';
import { named, one, setUpFollower, three, two } from '../../support/a-follower.ts';
import { anEntry, ideaId } from '../../support/cards.ts';
import {
  aScriptedFeed,
  LOG,
  type Responder,
  serving,
  silent,
  toText,
} from '../../support/scripted-feed.ts';
import { until } from '../../support/until.ts';

const world = setUpFollower();

const invalid = [
  '{"seq":',
  'null',
  JSON.stringify(anEntry('labour', 2, 1, 1)),
  JSON.stringify({ ...anEntry('unite', 3, 1, 9), id: ideaId('labour', 1) }),
  JSON.stringify(anEntry('unite', 4, 1, 2 ** 40)),
  JSON.stringify({ ...anEntry('unite', 5, 1, 9), card: { title: 'No card' } }),
  `{"seq":6,"id":"${'x'.repeat(10 * 1024 * 1024)}"}`,
  JSON.stringify(anEntry('unite', 1, 1, 9)),
];

test('invalid lines are refused and counted, one by one, and those between are applied', async () => {
  const { follower, db } = world;
  const lines = invalid.flatMap((line, at) => [line, anEntry('unite', 10 + at, 10 + at, 1)]);
  const labour = await aScriptedFeed(serving([anEntry('labour', 1, 1, 1)]));
  await follower.add(named('labour'), labour.url);
  await world.follow(
    serving([one, ...lines]),
    serving([anEntry('unite', 10 + invalid.length - 1, 1, 1)]),
  );
  await until('it to be live', 10_000, () => world.stateOf() === 'LIVE');
  expect(await world.titles()).toEqual([
    'Idea 1, version 1',
    ...invalid.map((_, at) => `Idea ${10 + at}, version 1`),
  ]);
  expect(world.freshnessOf().refusedLines).toBe(invalid.length);
  expect(world.freshnessOf().lastRefusal).toEqual(expect.any(String));
  expect(await world.titles('labour')).toEqual(['Idea 1, version 1']);
  expect(world.freshnessOf('labour')).toMatchObject({ refusedLines: 0, lastRefusal: null });
  expect((await followRecords(db).load('unite')).lastRefusal).toBe('out of order');
  await labour.close();
});

const endless: Responder = (response) => {
  const lines = toText(Array<object>(500).fill(one));
  response.write(toText([{ log: LOG }]));
  const send = (): void => {
    while (response.write(lines));
  };
  response.on('drain', send);
  send();
};

const gzipBomb: Responder = (response) => {
  response.writeHead(200, { 'content-encoding': 'gzip' });
  response.end(gzipSync(Buffer.alloc(200 * 1024 * 1024, 'x'), { level: constants.Z_BEST_SPEED }));
};

test.each<[string, Responder]>([
  ['that has no end', endless],
  [
    'that has two last lines',
    (response) =>
      void response.end(toText([{ log: LOG }, one, ...Array(2).fill({ end: 1, more: false })])),
  ],
  [
    'that is one line without an end',
    (response) => void response.end(Buffer.alloc(160 * 1024 * 1024, 'x')),
  ],
  ['that is small, and huge when it is decompressed', gzipBomb],
  [
    'that claims to be compressed, and is not',
    (response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('plain'),
  ],
  [
    'that does not name its log',
    (response) => void response.end(toText([two, { end: 2, more: false }])),
  ],
  [
    'that names a second log',
    (response) =>
      void response.end(toText([{ log: LOG }, two, { log: 'x' }, { end: 2, more: false }])),
  ],
  ['that ends without a last line', (response) => void response.end(toText([{ log: LOG }, two]))],
  [
    'that is cut off in the middle of a line',
    (response) => void response.write('{"seq":', () => response.destroy()),
  ],
  [
    'that ends below the offset of its own entries',
    (response) => void response.end(toText([{ log: LOG }, two, { end: 1, more: false }])),
  ],
  ['with the status 500', (response) => void response.writeHead(500).end('{}')],
  ['with the status 401', (response) => void response.writeHead(401).end('{}')],
  [
    'that redirects',
    (response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
  ],
])(
  'after a response %s the feed is requested again, and no other feed is harmed',
  async (_what, respond) => {
    const { unite, follower } = world;
    await world.follow(serving([one]));
    await world.untilLive();
    const labour = await aScriptedFeed(serving([anEntry('labour', 1, 1, 1)]));
    await follower.add(named('labour'), labour.url);
    unite.respond(respond);
    await follower.add(named('unite'), unite.url);
    const before = unite.asked.length;
    await until('further requests', 20_000, () => unite.asked.length >= before + 2);
    expect(await world.titles()).toContain('Idea 1, version 1');
    await until('the other to be live', 20_000, () => world.stateOf('labour') === 'LIVE');
    unite.respond(serving([one, two, three]));
    await until('it to be live again', 20_000, () => world.stateOf() === 'LIVE');
    expect(await world.titles()).toEqual(['Idea 1, version 2', 'Idea 2, version 1']);
    await labour.close();
  },
);

test('no more heartbeats are read than the wait allows', async () => {
  const { unite, client } = world;
  let read = 0;
  const counting: Pick<FeedClient, 'read'> = {
    async *read(request, signal) {
      for await (const line of client.read(request, signal)) {
        read += 1;
        yield line;
      }
    },
  };
  const counted = world.aFollower({ client: counting });
  unite.respond((response, request) => {
    if (unite.asked.length > 1) return silent(response, request);
    response.end(`${toText([{ log: LOG }])}${'\n'.repeat(100_000)}`);
  });
  await counted.add(named('unite'), unite.url);
  await until('the next request', 20_000, () => unite.asked.length > 1);
  // The name of the log, four heartbeats for each of twenty seconds, and the one that is too many.
  expect(read).toBe(82);
  await counted.close();
});
