import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { ASSERTION_HEADER, assertionsBy, assertionsFor } from '../../../identity/assertion.ts';
import type { Organisation } from '../../../directory/organisations.ts';
import { cardFrom } from '../../../subgraphs/coalition/catalogue/read-card.ts';
import { type Catalogue, catalogueOf } from '../../../subgraphs/coalition/catalogue/catalogue.ts';
import { createFeedReader, type FeedReader } from '../../../subgraphs/feed/follow/feed-reader.ts';
import { createFollower, type Follower } from '../../../subgraphs/feed/follow/follower.ts';
import { recordsIn } from '../../../subgraphs/feed/follow/records.ts';
import { type Card, MOST_CITES } from '../../../subgraphs/cards/card.ts';
import { connect } from '../../../subgraphs/framework/mongo.ts';
import { anEnd, anEntry, ideaId } from '../../support/cards.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { type Signers, someSigners } from '../../support/identity.ts';
import {
  type Answering,
  aScriptedFeed,
  hanging,
  linesOf,
  LOG,
  saying,
  type ScriptedFeed,
} from '../../support/scripted-feed.ts';
import { until } from '../../support/until.ts';

const named = (id: string): Organisation => ({
  id,
  kind: 'MOVEMENT',
  name: id,
  summary: null,
  website: null,
  joinedAt: new Date(0),
  signIn: null,
  issuer: null,
});

let signers: Signers;
let databases: TestDatabase;
let db: Connection;
let catalogue: Catalogue;
let reader: FeedReader;
let unite: ScriptedFeed;
let follower: Follower;
let count = 0;

beforeAll(async () => {
  signers = await someSigners();
  databases = await testDatabase();
});
afterAll(() => databases.close());
beforeEach(async () => {
  db = await connect(databases.address(`coalition-${(count += 1)}`), 'coalition');
  catalogue = catalogueOf(db);
  reader = createFeedReader(assertionsBy('coalition', signers.keys.coalition));
  unite = await aScriptedFeed();
  follower = aFollower();
});
afterEach(async () => {
  await follower.close();
  await reader.close();
  await unite.close();
  await db.close();
});

const aFollower = () => createFollower({ reader, catalogue, cardFrom, records: recordsIn(db) });

/** Follows an organisation that answers so. */
async function follows(...answers: Answering[]): Promise<void> {
  let asked = 0;
  unite.answer((response, request) => {
    const how = answers[Math.min(asked, answers.length - 1)]!;
    asked += 1;
    how(response, request);
  });
  await follower.add(named('unite'), unite.url);
}

/** Titles of all ideas in the catalogue's list, in the order of their ids. */
async function titles(organisation = 'unite'): Promise<string[]> {
  const { edges } = await catalogue.ideas({ orderBy: 'NEWEST', first: 100 }, [named(organisation)]);
  return edges
    .map(({ node }) => node)
    .sort((one, other) => one._id.localeCompare(other._id))
    .map(({ title }) => title);
}

const freshnessOf = (id = 'unite') =>
  follower.freshness().find(({ organisation }) => organisation.id === id)!;
const stateOf = (id = 'unite') => freshnessOf(id).state;
const isLive = () => until('it to be live', 10_000, () => stateOf() === 'LIVE');

const one = anEntry('unite', 1, 1, 1);
const two = anEntry('unite', 2, 2, 1);
const three = anEntry('unite', 3, 1, 2);

describe('a feed that is followed', () => {
  test('is asked for as the coalition, from where its last answer ended', async () => {
    let assertion: unknown;
    await follows(
      (response, request) => {
        assertion = request.headers[ASSERTION_HEADER];
        saying([one, two])(response, request);
      },
      saying([one, two]),
    );
    await isLive();
    await until('the next question', 20_000, () => unite.asked.length > 1);
    expect(unite.asked.slice(0, 2)).toEqual([0, 2]);
    const read = async (audience: string) =>
      (
        await assertionsFor(audience, signers.trusted)(String(assertion), unite.paths[0] ?? '')
      )?.complete('');
    expect(await read('unite')).toEqual({ signer: 'coalition', caller: null });
    expect(await read('labour')).toBeUndefined();
  });

  test('comes compressed until it was read as a whole, and plain from then on', async () => {
    const accepted: unknown[] = [];
    const noting: Answering = (response, request) => {
      accepted.push(request.headers['accept-encoding']);
      saying(request.after < 2 ? [one, two] : [one, two, three])(response, request);
    };
    await follows((response, request) => {
      accepted.push(request.headers['accept-encoding']);
      response.end(linesOf([{ log: LOG }, one, { end: 1, more: true }]));
    }, noting);
    await until('three questions', 5_000, () => accepted.length >= 3);
    expect(accepted.slice(0, 3)).toEqual(['gzip', 'gzip', 'identity']);
  });

  test('goes into the catalogue with others in turns, and none of them is taken for hung', async () => {
    const feeds = await Promise.all(Array.from({ length: 12 }, () => aScriptedFeed()));
    let [now, most] = [0, 0];
    const counted: Pick<Catalogue, 'apply' | 'vanish'> = {
      vanish: (...older) => catalogue.vanish(...older),
      async apply(...batch) {
        most = Math.max(most, (now += 1));
        await catalogue.apply(...batch);
        now -= 1;
      },
    };
    const counting = createFollower({
      reader,
      catalogue: counted,
      cardFrom,
      records: recordsIn(db),
    });
    for (const [at, feed] of feeds.entries()) {
      const id = `organisation-${at}`;
      feed.answer(saying(Array.from({ length: 250 }, (_, n) => anEntry(id, n + 1, n + 1, 1))));
      await counting.add(named(id), feed.url);
    }
    await until('all to be live', 20_000, () =>
      counting.freshness().every(({ state }) => state === 'LIVE'),
    );
    expect(most).toBe(2);
    expect(await db.collection('cards').countDocuments()).toBe(12 * 250);
    // One that had been taken for hung would have been asked again from where it was.
    expect(feeds.map(({ asked }) => asked.filter((after) => after < 250))).toEqual(
      feeds.map(() => [0]),
    );
    await counting.close();
    await Promise.all(feeds.map((feed) => feed.close()));
  });

  test('is in the catalogue as its newest versions say, whatever came twice, late or in another order', async () => {
    const entries = [
      anEntry('unite', 1, 1, 2),
      anEntry('unite', 2, 1, 1),
      anEntry('unite', 3, 2, 7),
      anEntry('unite', 4, 2, 7),
      anEntry('unite', 5, 3, 1),
      anEnd('unite', 6, 3, 2),
      anEntry('unite', 7, 3, 1),
      anEntry('unite', 8, 1, 3),
    ];
    await follows(saying(entries));
    await isLive();
    expect(await titles()).toEqual(['Idea 1, version 3', 'Idea 2, version 7']);
  });

  test('needs no clock: moments that are an hour wrong either way change nothing', async () => {
    const at = (hours: number) => {
      const moment = new Date(Date.now() + hours * 3_600_000).toISOString();
      return { updatedAt: moment, createdAt: moment };
    };
    await follows(
      saying([
        anEntry('unite', 1, 1, 1, at(1)),
        anEntry('unite', 2, 1, 2, at(-1)),
        anEntry('unite', 3, 2, 1, at(-1)),
        anEntry('unite', 4, 2, 2, at(1)),
      ]),
    );
    await isLive();
    expect(await titles()).toEqual(['Idea 1, version 2', 'Idea 2, version 2']);
  });

  test('is followed on from where it was by the next process', async () => {
    await follows(saying([one, two]));
    await isLive();
    await follower.close();
    const before = unite.asked.length;
    follower = aFollower();
    await follows(saying([one, two, three]));
    await until('what is new', 20_000, async () => (await titles())[0] === 'Idea 1, version 2');
    expect(unite.asked[before]).toBe(2);
  });

  test('may be followed by two processes at once', async () => {
    const other = aFollower();
    await follows(saying([one, two, three]));
    await other.add(named('unite'), unite.url);
    await isLive();
    await until('the other too', 20_000, () => other.freshness()[0]?.state === 'LIVE');
    expect(await titles()).toEqual(['Idea 1, version 2', 'Idea 2, version 1']);
    await other.close();
  });

  test('is as of now while nothing is wrong, and says since when', async () => {
    expect(follower.freshness()).toEqual([]);
    await follows(saying([one]));
    await isLive();
    await until('a beat or two', 20_000, () => (freshnessOf().lagSeconds ?? 9) < 0.5);
    const { asOf, lastSeenAt, refusedLines } = freshnessOf();
    expect(asOf!.getTime()).toBeLessThanOrEqual(lastSeenAt!.getTime());
    expect(refusedLines).toBe(0);
  });

  test('is behind until its last page is there', async () => {
    let release = () => {};
    await follows(
      (response) => {
        response.end(linesOf([{ log: LOG }, one, { end: 1, more: true }]));
      },
      (response, request) => {
        release = () => saying([one, two])(response, request);
      },
    );
    await until('the second question', 20_000, () => unite.asked.length === 2);
    expect(await titles()).toEqual(['Idea 1, version 1']);
    expect(freshnessOf()).toMatchObject({ state: 'BEHIND', asOf: null, lagSeconds: null });
    release();
    await isLive();
  });
});

describe('an organisation', () => {
  test('is unknown before it ever answers, and stale once it does not any longer', async () => {
    unite.answer(hanging);
    await follower.add(named('unite'), unite.url);
    expect(freshnessOf()).toMatchObject({ state: 'UNKNOWN', asOf: null, lastSeenAt: null });
    unite.answer(saying([one]));
    await until('it to be live, once its silence is over', 10_000, () => stateOf() === 'LIVE');
    const { url } = unite;
    await unite.close();
    await until('it to be stale', 10_000, () => stateOf() === 'STALE');
    expect(freshnessOf().asOf).toEqual(expect.any(Date));
    expect(await titles()).toEqual(['Idea 1, version 1']);
    unite = await aScriptedFeed(saying([one]));
    expect(unite.url).not.toBe(url);
    await follower.add(named('unite'), unite.url);
    await isLive();
  });

  test('that hangs in the middle of a wait is stale some seconds later', async () => {
    await follows((response) => void response.write(linesOf([{ log: LOG }, ''])));
    await isLive();
    await until('it to be stale', 10_000, () => stateOf() === 'STALE');
  });

  test('may be added and removed while others are followed', async () => {
    await follows(saying([one]));
    const labour = await aScriptedFeed(saying([anEntry('labour', 1, 1, 1)]));
    await follower.add(named('labour'), labour.url);
    await until('both', 20_000, () => follower.freshness().every(({ state }) => state === 'LIVE'));
    expect(await titles('labour')).toEqual(['Idea 1, version 1']);
    await follower.remove('labour');
    const asked = labour.asked.length;
    labour.answer(saying([anEntry('labour', 1, 1, 1), anEntry('labour', 2, 1, 2)]));
    unite.answer(saying([one, two, three]));
    await follower.add(named('unite'), unite.url);
    await until(
      'the other to go on',
      5_000,
      async () => (await titles())[0] === 'Idea 1, version 2',
    );
    expect(labour.asked).toHaveLength(asked);
    expect(follower.freshness().map(({ organisation }) => organisation.id)).toEqual(['unite']);
    // Added again, it goes on from where it was.
    await follower.add(named('labour'), labour.url);
    await until(
      'it to go on',
      5_000,
      async () => (await titles('labour'))[0] === 'Idea 1, version 2',
    );
    expect(labour.asked[asked]).toBe(1);
    await follower.remove('nobody');
    await labour.close();
  });
});

describe('an organisation that is forgotten', () => {
  test('leaves no card and nothing of what was read, and is read from its start when it is back', async () => {
    await follows(saying(['rubbish', one, two]));
    await isLive();
    await follower.forget('unite');
    expect(follower.freshness()).toEqual([]);
    expect(await titles()).toEqual([]);
    expect(await recordsIn(db).of('unite')).toEqual({
      _id: 'unite',
      log: null,
      cursor: 0,
      generation: 2,
      whole: false,
      asOf: null,
      lastSeenAt: null,
      refused: 0,
      lastRefusal: null,
    });
    unite.answer(saying([one]));
    await follower.add(named('unite'), unite.url);
    await isLive();
    expect(await titles()).toEqual(['Idea 1, version 1']);
  });

  test('leaves nothing when the last process has forgotten it, though another reads it until then', async () => {
    const other = aFollower();
    await follows(saying([one, two]));
    await other.add(named('unite'), unite.url);
    await until('the other', 10_000, () => other.freshness()[0]?.state === 'LIVE');
    await isLive();
    await follower.forget('unite');
    unite.answer(saying([one, two, three]));
    await other.add(named('unite'), unite.url);
    await until('the other to read it', 10_000, async () => (await titles()).length === 2);
    await other.forget('unite');
    expect(await titles()).toEqual([]);
    await other.close();
  });
});

describe('a feed that is read from its start again', () => {
  test('is served as it was until that is done; then what it no longer has is gone', async () => {
    await follows(saying([one, two]));
    await isLive();
    let release = () => {};
    unite.answer((response, request) => {
      if (request.after > 0) return hanging(response, request);
      response.write(linesOf([{ log: LOG }, two]));
      release = () => response.end(linesOf([{ end: 2, more: false }]));
    });
    await follower.rebuild('unite');
    await until('it to be asked from its start', 20_000, () => unite.asked.at(-1) === 0);
    await until('it to be heard', 20_000, () => stateOf() === 'BEHIND' || stateOf() === 'LIVE');
    expect(await titles()).toEqual(['Idea 1, version 1', 'Idea 2, version 1']);
    release();
    await until('what is gone to be gone', 20_000, async () => (await titles()).length === 1);
    expect(await titles()).toEqual(['Idea 2, version 1']);
  });

  test('brings back what was shared again under the same id, and nothing that came late', async () => {
    await follows(saying([one, two]));
    await isLive();
    unite.answer(saying([two]));
    await follower.rebuild('unite');
    await until('one of them to be gone', 20_000, async () => (await titles()).length === 1);
    // A process that slept since before that applies what it had in its hands.
    const card = { ...one.card, createdAt: new Date(0), updatedAt: new Date(0) } as unknown as Card;
    await catalogue.apply([{ thing: one.id, version: 1, card }], 'unite', 1);
    expect(await titles()).toEqual(['Idea 2, version 1']);
    unite.answer(saying([two, anEntry('unite', 3, 1, 1)]));
    await follower.add(named('unite'), unite.url);
    await until('it to be back', 20_000, async () => (await titles()).length === 2);
  });

  test('shows nothing that a sleeper brought of an earlier time, once that is awake', async () => {
    await follows(saying([one]));
    await isLive();
    let isAwake = false;
    let wake = () => {};
    const asleep = await aScriptedFeed((response, request) => {
      if (request.after < 1) return saying([isAwake ? three : one])(response, request);
      response.write(linesOf([{ log: LOG }, '']));
      wake = () => {
        isAwake = true;
        response.end(linesOf([two, { end: 2, more: false }]));
      };
    });
    const sleeper = aFollower();
    await sleeper.add(named('unite'), asleep.url);
    await until('it to be asked', 10_000, () => asleep.asked.includes(1));
    unite.answer(saying([three]));
    await follower.rebuild('unite');
    await until('it to be whole anew', 10_000, async () => {
      const { generation, whole } = await recordsIn(db).of('unite');
      return generation === 2 && whole;
    });
    const before = asleep.asked.length;
    wake();
    await until('the sleeper to ask again', 10_000, () => asleep.asked.length > before);
    await until(
      'what it brought to be gone',
      10_000,
      async () => (await titles()).join() === 'Idea 1, version 2',
    );
    expect(await db.collection('cards').countDocuments({ _id: two.id as never })).toBe(1);
    await sleeper.close();
    await asleep.close();
  });

  test.each([
    [
      'that is another log',
      saying(
        [anEntry('unite', 1, 3, 1), anEntry('unite', 2, 4, 1), anEntry('unite', 3, 1, 1)],
        'another log',
      ),
    ],
    ['whose numbers began anew', saying([anEntry('unite', 1, 3, 1)])],
  ])('by itself, where an answer is of one %s', async (_what, next) => {
    await follows(saying([one, two, three]));
    await isLive();
    unite.answer(next);
    await follower.add(named('unite'), unite.url);
    await until(
      'the other log',
      10_000,
      async () => !(await titles()).includes('Idea 2, version 1'),
    );
    expect(await titles()).toContain('Idea 3, version 1');
    await until('it to be live', 10_000, () => stateOf() === 'LIVE');
  });
});

describe('rubbish', () => {
  const refused = [
    '{"seq":',
    'null',
    JSON.stringify(anEntry('labour', 2, 1, 1)),
    JSON.stringify({ ...anEntry('unite', 3, 1, 9), id: ideaId('labour', 1) }),
    JSON.stringify(anEntry('unite', 4, 1, 2 ** 40)),
    JSON.stringify({ ...anEntry('unite', 5, 1, 9), card: { title: 'No card' } }),
    `{"seq":6,"id":"${'x'.repeat(10 * 1024 * 1024)}"}`,
    JSON.stringify(anEntry('unite', 1, 1, 9)),
  ];

  test('is refused line by line: each line is counted, and those between are taken', async () => {
    const lines = refused.flatMap((line, at) => [line, anEntry('unite', 10 + at, 10 + at, 1)]);
    const labour = await aScriptedFeed(saying([anEntry('labour', 1, 1, 1)]));
    await follower.add(named('labour'), labour.url);
    await follows(
      saying([one, ...lines]),
      saying([anEntry('unite', 10 + refused.length - 1, 1, 1)]),
    );
    await until('it to be whole', 10_000, () => stateOf() === 'LIVE');
    expect(await titles()).toEqual([
      'Idea 1, version 1',
      ...refused.map((_, at) => `Idea ${10 + at}, version 1`),
    ]);
    expect(freshnessOf().refusedLines).toBe(refused.length);
    expect(freshnessOf().lastRefusal).toEqual(expect.any(String));
    expect(await titles('labour')).toEqual(['Idea 1, version 1']);
    expect(freshnessOf('labour')).toMatchObject({ refusedLines: 0, lastRefusal: null });
    expect((await recordsIn(db).of('unite')).lastRefusal).toBe('out of order');
    await labour.close();
  });

  const endless: Answering = (response) => {
    const line = linesOf(Array<object>(500).fill(one));
    response.write(linesOf([{ log: LOG }]));
    const say = (): void => {
      while (response.write(line));
    };
    response.on('drain', say);
    say();
  };
  const bomb: Answering = (response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' });
    response.end(gzipSync(Buffer.alloc(200 * 1024 * 1024, 'x')));
  };

  test.each<[string, Answering]>([
    ['that has no end', endless],
    [
      'that ends again and again',
      (response) =>
        void response.end(linesOf([{ log: LOG }, one, ...Array(2).fill({ end: 1, more: false })])),
    ],
    [
      'that is one line without an end',
      (response) => void response.end(Buffer.alloc(160 * 1024 * 1024, 'x')),
    ],
    ['that is small, and huge unpacked', bomb],
    [
      'that is not packed as it says',
      (response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('plain'),
    ],
    [
      'that does not say which log it is of',
      (response) => void response.end(linesOf([two, { end: 2, more: false }])),
    ],
    [
      'that changes its log on the way',
      (response) =>
        void response.end(linesOf([{ log: LOG }, two, { log: 'x' }, { end: 2, more: false }])),
    ],
    ['that breaks off', (response) => void response.end(linesOf([{ log: LOG }, two]))],
    [
      'that is cut in the middle',
      (response) => void response.write('{"seq":', () => response.destroy()),
    ],
    [
      'that ends before its own entries',
      (response) => void response.end(linesOf([{ log: LOG }, two, { end: 1, more: false }])),
    ],
    ['that is a failure', (response) => void response.writeHead(500).end('{}')],
    ['that is a refusal', (response) => void response.writeHead(401).end('{}')],
    [
      'that sends elsewhere',
      (response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    ],
  ])(
    'an answer %s is no answer; the organisation is asked again, and no other is harmed',
    async (_what, answer) => {
      await follows(saying([one]));
      await isLive();
      const labour = await aScriptedFeed(saying([anEntry('labour', 1, 1, 1)]));
      await follower.add(named('labour'), labour.url);
      unite.answer(answer);
      await follower.add(named('unite'), unite.url);
      const before = unite.asked.length;
      await until('it to be asked again', 20_000, () => unite.asked.length >= before + 2);
      expect(await titles()).toContain('Idea 1, version 1');
      await until('the other to be live', 20_000, () => stateOf('labour') === 'LIVE');
      unite.answer(saying([one, two, three]));
      await until('it to be well', 20_000, () => stateOf() === 'LIVE');
      expect(await titles()).toEqual(['Idea 1, version 2', 'Idea 2, version 1']);
      await labour.close();
    },
  );
});

test('of empty lines no more are read than a wait allows', async () => {
  let read = 0;
  const counting: Pick<FeedReader, 'read'> = {
    async *read(request, signal) {
      for await (const line of reader.read(request, signal)) {
        read += 1;
        yield line;
      }
    },
  };
  const counted = createFollower({ reader: counting, catalogue, cardFrom, records: recordsIn(db) });
  unite.answer((response, request) => {
    if (unite.asked.length > 1) return hanging(response, request);
    response.end(`${linesOf([{ log: LOG }])}${'\n'.repeat(100_000)}`);
  });
  await counted.add(named('unite'), unite.url);
  await until('the next question', 20_000, () => unite.asked.length > 1);
  // The name of the log, four a second of a wait of twenty, and the one too many.
  expect(read).toBe(82);
  await counted.close();
});

test('a card that cites as much as it may, by the longest ids there are, is taken', async () => {
  const owner = 'o'.repeat(40);
  const cites = Array.from({ length: MOST_CITES }, (_, at) =>
    ideaId(owner, at).replace(':idea:', ':campaign:'),
  );
  await follows(saying([anEntry('unite', 1, 1, 1, { cites })]));
  await isLive();
  expect(freshnessOf().refusedLines).toBe(0);
  expect(await titles()).toEqual(['Idea 1, version 1']);
});

describe('a feed that does not wait', () => {
  const atOnce: Answering = (response, { after }) =>
    void response.end(linesOf([{ log: LOG }, { end: after, more: false }]));

  test('is asked once a second', async () => {
    const began = performance.now();
    await follows(atOnce);
    await until('three questions', 10_000, () => unite.asked.length >= 3);
    expect(performance.now() - began).toBeGreaterThanOrEqual(1_950);
    expect(stateOf()).toBe('LIVE');
  });

  test('is asked at once for what was written, read anew at once, and left at once', async () => {
    await follows(atOnce);
    await isLive();
    unite.answer((response, request) =>
      (request.after < 1 ? saying([one]) : atOnce)(response, request),
    );
    const began = performance.now();
    expect(await follower.reach(new Map([['unite', 1]]))).toEqual(new Set());
    await until('the next question', 10_000, () => unite.asked.at(-1) === 1);
    await follower.rebuild('unite');
    await until(
      'it to be read anew',
      10_000,
      () => unite.asked.at(-1) === 1 && unite.asked.length > 3,
    );
    await follower.remove('unite');
    expect(performance.now() - began).toBeLessThan(900);
  });
});

describe('whoever wrote something', () => {
  test('waits until the catalogue has it, and others do not', async () => {
    let release = () => {};
    await follows(saying([one]), (response, request) => {
      release = () => saying([one, two, three])(response, request);
    });
    await until('the next question', 20_000, () => unite.asked.length === 2);
    const wanted = new Map([
      ['unite', 3],
      ['nobody', 7],
    ]);
    let isThere = false;
    const wait = follower.reach(wanted).then((missing) => {
      isThere = true;
      return missing;
    });
    expect(await follower.reach(new Map([['unite', 1]]))).toEqual(new Set());
    expect(await follower.reach(new Map())).toEqual(new Set());
    expect(isThere).toBe(false);
    release();
    expect(await wait).toEqual(new Set());
    expect((await titles())[0]).toBe('Idea 1, version 2');
  });

  test('waits a second at most, and is told of what is missing', async () => {
    await follows(saying([one]));
    await isLive();
    const began = performance.now();
    expect(await follower.reach(new Map([['unite', 99]]))).toEqual(new Set(['unite']));
    expect(performance.now() - began).toBeGreaterThanOrEqual(990);
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});

describe('an organisation that fails and that many ask for', () => {
  const failing: Answering = (response) => void response.writeHead(500).end('{}');

  /** How often it is asked in half a second in which someone who wrote up to this number asks every 25 ms. */
  async function askedWhileAskedFor(position: number): Promise<number> {
    await follows(saying([one]));
    await isLive();
    unite.answer(failing);
    await follower.add(named('unite'), unite.url);
    const before = unite.asked.length;
    await until('five failures', 10_000, () => unite.asked.length >= before + 5);
    const [began, failed] = [performance.now(), unite.asked.length];
    await until('half a second', 5_000, () => {
      void follower.reach(new Map([['unite', position]]));
      return performance.now() - began > 500;
    });
    return unite.asked.length - failed;
  }

  test('is left alone as long as it would be, where what they wrote is there', async () => {
    expect(await askedWhileAskedFor(1)).toBeLessThanOrEqual(1);
  });

  test('is asked again at once, and then no more often than after its first failure', async () => {
    const asked = await askedWhileAskedFor(99);
    expect(asked).toBeGreaterThanOrEqual(2);
    expect(asked).toBeLessThanOrEqual(7);
  });
});

test('many cards are taken in quickly', async () => {
  const entries = Array.from({ length: 5_000 }, (_, at) => anEntry('unite', at + 1, at + 1, 1));
  unite.answer((response, { after, limit }) => {
    const page = entries.slice(after, after + limit);
    const end = after + page.length;
    if (page.length === 0) response.write(linesOf([{ log: LOG }, '']));
    else response.end(linesOf([{ log: LOG }, ...page, { end, more: end < entries.length }]));
  });
  const began = performance.now();
  await follower.add(named('unite'), unite.url);
  await until('all of it', 30_000, () => stateOf() === 'LIVE');
  const seconds = (performance.now() - began) / 1_000;
  console.info(`${(entries.length / seconds).toFixed(0)} cards a second.`);
  const page = await catalogue.ideas({ orderBy: 'NEWEST', first: 1 }, [named('unite')]);
  expect(page.edges).toHaveLength(1);
  expect(await db.collection('cards').countDocuments()).toBe(entries.length);
});
