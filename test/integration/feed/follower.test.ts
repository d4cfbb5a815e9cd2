import { list as ideaList } from '../../../subgraphs/organisation/ideas/idea-list.ts';
import { describe, expect, test } from '@jest/globals';
import { ASSERTION_HEADER, assertionsFor } from '../../../identity/assertion.ts';
import type { Catalogue } from '../../../subgraphs/coalition/catalogue/catalogue.ts';
import { MOST_CITES } from '../../../subgraphs/cards/card.ts';
import { named, one, setUpFollower, three, two } from '../../support/a-follower.ts';
import { anEntry, aTombstone, ideaId } from '../../support/cards.ts';
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

describe('a feed that is followed', () => {
  test('is requested as the coalition, from where the last response ended', async () => {
    const { unite } = world;
    let assertion: unknown;
    await world.follow(
      (response, request) => {
        assertion = request.headers[ASSERTION_HEADER];
        serving([one, two])(response, request);
      },
      serving([one, two]),
    );
    await world.untilLive();
    await until('the next request', 20_000, () => unite.asked.length > 1);
    expect(unite.asked.slice(0, 2)).toEqual([0, 2]);
    const verify = async (audience: string) =>
      (
        await assertionsFor(audience, world.signers.trusted).verify(
          String(assertion),
          unite.paths[0] ?? '',
        )
      )?.verifyBody('');
    expect(await verify('unite')).toEqual({ signer: 'coalition', caller: null });
    expect(await verify('labour')).toBeUndefined();
  });

  test('comes compressed until its end was reached, and plain from then on', async () => {
    const accepted: unknown[] = [];
    await world.follow(
      (response, request) => {
        accepted.push(request.headers['accept-encoding']);
        response.end(toText([{ log: LOG }, one, { end: 1, more: true }]));
      },
      (response, request) => {
        accepted.push(request.headers['accept-encoding']);
        serving(request.after < 2 ? [one, two] : [one, two, three])(response, request);
      },
    );
    await until('three requests', 5_000, () => accepted.length >= 3);
    expect(accepted.slice(0, 3)).toEqual(['gzip', 'gzip', 'identity']);
  });

  test('is written to the catalogue by turns with others, and waiting for that is not taken for silence', async () => {
    const { catalogue, db } = world;
    const feeds = await Promise.all(Array.from({ length: 12 }, () => aScriptedFeed()));
    let [now, most] = [0, 0];
    const counted: Pick<Catalogue, 'apply' | 'prune'> = {
      prune: (...older) => catalogue.prune(...older),
      async apply(...batch) {
        most = Math.max(most, (now += 1));
        await catalogue.apply(...batch);
        now -= 1;
      },
    };
    const counting = world.aFollower({ catalogue: counted });
    for (const [at, feed] of feeds.entries()) {
      const id = `organisation-${at}`;
      feed.respond(serving(Array.from({ length: 250 }, (_, n) => anEntry(id, n + 1, n + 1, 1))));
      await counting.add(named(id), feed.url);
    }
    await until('all to be live', 20_000, () =>
      counting.freshness().every(({ state }) => state === 'LIVE'),
    );
    expect(most).toBe(2);
    expect(await db.collection('cards').countDocuments()).toBe(12 * 250);
    // After a silence, a feed would have been requested again from its cursor.
    expect(feeds.map(({ asked }) => asked.filter((after) => after < 250))).toEqual(
      feeds.map(() => [0]),
    );
    await counting.close();
    await Promise.all(feeds.map((feed) => feed.close()));
  });

  test('leaves the newest version of each thing, even if entries come twice, late or in another order', async () => {
    const entries = [
      anEntry('unite', 1, 1, 2),
      anEntry('unite', 2, 1, 1),
      anEntry('unite', 3, 2, 7),
      anEntry('unite', 4, 2, 7),
      anEntry('unite', 5, 3, 1),
      aTombstone('unite', 6, 3, 2),
      anEntry('unite', 7, 3, 1),
      anEntry('unite', 8, 1, 3),
    ];
    await world.follow(serving(entries));
    await world.untilLive();
    expect(await world.titles()).toEqual(['Idea 1, version 3', 'Idea 2, version 7']);
  });

  test('needs no clock: dates that are wrong by an hour, either way, change nothing', async () => {
    const at = (hours: number) => {
      const moment = new Date(Date.now() + hours * 3_600_000).toISOString();
      return { updatedAt: moment, createdAt: moment };
    };
    await world.follow(
      serving([
        anEntry('unite', 1, 1, 1, at(1)),
        anEntry('unite', 2, 1, 2, at(-1)),
        anEntry('unite', 3, 2, 1, at(-1)),
        anEntry('unite', 4, 2, 2, at(1)),
      ]),
    );
    await world.untilLive();
    expect(await world.titles()).toEqual(['Idea 1, version 2', 'Idea 2, version 2']);
  });

  test('is followed by the next process from where the last one was', async () => {
    const { unite } = world;
    await world.follow(serving([one, two]));
    await world.untilLive();
    await world.follower.close();
    const before = unite.asked.length;
    world.follower = world.aFollower();
    await world.follow(serving([one, two, three]));
    await until(
      'the new entry',
      20_000,
      async () => (await world.titles())[0] === 'Idea 1, version 2',
    );
    expect(unite.asked[before]).toBe(2);
  });

  test('may be followed by two processes at once', async () => {
    const other = world.aFollower();
    await world.follow(serving([one, two, three]));
    await other.add(named('unite'), world.unite.url);
    await world.untilLive();
    await until('the other too', 20_000, () => other.freshness()[0]?.state === 'LIVE');
    expect(await world.titles()).toEqual(['Idea 1, version 2', 'Idea 2, version 1']);
    await other.close();
  });

  test('is as of now while nothing is wrong, and says since when', async () => {
    expect(world.follower.freshness()).toEqual([]);
    await world.follow(serving([one]));
    await world.untilLive();
    await until('a heartbeat', 20_000, () => (world.freshnessOf().lagSeconds ?? 9) < 0.5);
    const { asOf, lastSeenAt, refusedLines } = world.freshnessOf();
    expect(asOf!.getTime()).toBeLessThanOrEqual(lastSeenAt!.getTime());
    expect(refusedLines).toBe(0);
  });

  test('is behind until its last page is there', async () => {
    const { unite } = world;
    let release = () => {};
    await world.follow(
      (response) => {
        response.end(toText([{ log: LOG }, one, { end: 1, more: true }]));
      },
      (response, request) => {
        release = () => serving([one, two])(response, request);
      },
    );
    await until('the second request', 20_000, () => unite.asked.length === 2);
    expect(await world.titles()).toEqual(['Idea 1, version 1']);
    expect(world.freshnessOf()).toMatchObject({ state: 'BEHIND', asOf: null, lagSeconds: null });
    release();
    await world.untilLive();
  });
});

describe('an organisation', () => {
  test('is unknown before it first answers, and stale once it no longer does', async () => {
    world.unite.respond(silent);
    await world.follower.add(named('unite'), world.unite.url);
    expect(world.freshnessOf()).toMatchObject({ state: 'UNKNOWN', asOf: null, lastSeenAt: null });
    world.unite.respond(serving([one]));
    await until('it to be live after its silence', 10_000, () => world.stateOf() === 'LIVE');
    const { url } = world.unite;
    await world.unite.close();
    await until('it to be stale', 10_000, () => world.stateOf() === 'STALE');
    expect(world.freshnessOf().asOf).toEqual(expect.any(Date));
    expect(await world.titles()).toEqual(['Idea 1, version 1']);
    world.unite = await aScriptedFeed(serving([one]));
    expect(world.unite.url).not.toBe(url);
    await world.follower.add(named('unite'), world.unite.url);
    await world.untilLive();
  });

  test('that hangs in the middle of a response is stale some seconds later', async () => {
    await world.follow((response) => void response.write(toText([{ log: LOG }, ''])));
    await world.untilLive();
    await until('it to be stale', 10_000, () => world.stateOf() === 'STALE');
  });

  test('may be added and removed while others are followed', async () => {
    const { unite, follower } = world;
    await world.follow(serving([one]));
    const labour = await aScriptedFeed(serving([anEntry('labour', 1, 1, 1)]));
    await follower.add(named('labour'), labour.url);
    await until('both', 20_000, () => follower.freshness().every(({ state }) => state === 'LIVE'));
    expect(await world.titles('labour')).toEqual(['Idea 1, version 1']);
    await follower.remove('labour');
    const asked = labour.asked.length;
    labour.respond(serving([anEntry('labour', 1, 1, 1), anEntry('labour', 2, 1, 2)]));
    unite.respond(serving([one, two, three]));
    await follower.add(named('unite'), unite.url);
    await until(
      'the other to go on',
      5_000,
      async () => (await world.titles())[0] === 'Idea 1, version 2',
    );
    expect(labour.asked).toHaveLength(asked);
    expect(follower.freshness().map(({ organisation }) => organisation.id)).toEqual(['unite']);
    // Added again, it goes on from where it was.
    await follower.add(named('labour'), labour.url);
    await until(
      'it to go on',
      5_000,
      async () => (await world.titles('labour'))[0] === 'Idea 1, version 2',
    );
    expect(labour.asked[asked]).toBe(1);
    await follower.remove('nobody');
    await labour.close();
  });
});

test('a card with the most citations, of things with the longest ids, is accepted', async () => {
  const owner = 'o'.repeat(40);
  const cites = Array.from({ length: MOST_CITES }, (_, at) =>
    ideaId(owner, at).replace(':idea:', ':campaign:'),
  );
  await world.follow(serving([anEntry('unite', 1, 1, 1, { cites })]));
  await world.untilLive();
  expect(world.freshnessOf().refusedLines).toBe(0);
  expect(await world.titles()).toEqual(['Idea 1, version 1']);
});

test('many cards are applied quickly', async () => {
  const { unite, follower, catalogue, db } = world;
  const entries = Array.from({ length: 5_000 }, (_, at) => anEntry('unite', at + 1, at + 1, 1));
  const inPages: Responder = (response, { after, limit }) => {
    const page = entries.slice(after, after + limit);
    const end = after + page.length;
    if (page.length === 0) response.write(toText([{ log: LOG }, '']));
    else response.end(toText([{ log: LOG }, ...page, { end, more: end < entries.length }]));
  };
  unite.respond(inPages);
  const began = performance.now();
  await follower.add(named('unite'), unite.url);
  await until('all of it', 30_000, () => world.stateOf() === 'LIVE');
  const seconds = (performance.now() - began) / 1_000;
  console.info(`${(entries.length / seconds).toFixed(0)} cards a second.`);
  const page = await catalogue.list(ideaList, { orderBy: 'NEWEST', first: 1 }, [named('unite')]);
  expect(page.edges).toHaveLength(1);
  expect(await db.collection('cards').countDocuments()).toBe(entries.length);
});
