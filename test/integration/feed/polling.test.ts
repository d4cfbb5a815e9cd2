import { describe, expect, test } from '@jest/globals';
import { named, one, setUpFollower, three, two } from '../../support/a-follower.ts';
import { LOG, type Responder, serving, toText } from '../../support/scripted-feed.ts';
import { until } from '../../support/until.ts';

const world = setUpFollower();

describe('a feed that does not wait for its next entry', () => {
  const immediate: Responder = (response, { after }) =>
    void response.end(toText([{ log: LOG }, { end: after, more: false }]));

  test('is polled once a second', async () => {
    const began = performance.now();
    await world.follow(immediate);
    await until('three requests', 10_000, () => world.unite.asked.length >= 3);
    expect(performance.now() - began).toBeGreaterThanOrEqual(1_950);
    expect(world.stateOf()).toBe('LIVE');
  });

  test('is polled at once for a client’s own write and for a rebuild, and can be removed at once', async () => {
    const { unite, follower } = world;
    await world.follow(immediate);
    await world.untilLive();
    unite.respond((response, request) =>
      (request.after < 1 ? serving([one]) : immediate)(response, request),
    );
    const began = performance.now();
    expect(await follower.reach(new Map([['unite', 1]]))).toEqual(new Set());
    await until('the next request', 10_000, () => unite.asked.at(-1) === 1);
    for (let time = 1; time <= 4; time += 1) {
      const before = unite.asked.length;
      await follower.rebuild('unite');
      await until('it to be read from its start', 10_000, () => unite.asked.length >= before + 2);
    }
    await follower.remove('unite');
    // Six times it would have waited for up to a second.
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});

describe('a client that wrote something', () => {
  test('waits until the catalogue has it, and other clients do not', async () => {
    const { unite, follower } = world;
    let release = () => {};
    await world.follow(serving([one]), (response, request) => {
      release = () => serving([one, two, three])(response, request);
    });
    await until('the next request', 20_000, () => unite.asked.length === 2);
    const required = new Map([
      ['unite', 3],
      ['nobody', 7],
    ]);
    let isThere = false;
    const wait = follower.reach(required).then((missing) => {
      isThere = true;
      return missing;
    });
    expect(await follower.reach(new Map([['unite', 1]]))).toEqual(new Set());
    expect(await follower.reach(new Map())).toEqual(new Set());
    expect(isThere).toBe(false);
    release();
    expect(await wait).toEqual(new Set());
    expect((await world.titles())[0]).toBe('Idea 1, version 2');
  });

  test('waits a second at most, and learns which organisation is behind', async () => {
    await world.follow(serving([one]));
    await world.untilLive();
    const began = performance.now();
    expect(await world.follower.reach(new Map([['unite', 99]]))).toEqual(new Set(['unite']));
    expect(performance.now() - began).toBeGreaterThanOrEqual(990);
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});

describe('an organisation that fails while many clients wait for their writes', () => {
  const failing: Responder = (response) => void response.writeHead(500).end('{}');

  /** How often it is polled in half a second in which a client with this offset asks every 25 ms. */
  async function pollsWhileWaitedFor(offset: number): Promise<number> {
    const { unite, follower } = world;
    await world.follow(serving([one]));
    await world.untilLive();
    unite.respond(failing);
    await follower.add(named('unite'), unite.url);
    const before = unite.asked.length;
    await until('five failures', 10_000, () => unite.asked.length >= before + 5);
    const [began, failed] = [performance.now(), unite.asked.length];
    const waiting: Promise<unknown>[] = [];
    await until('half a second', 5_000, () => {
      waiting.push(follower.reach(new Map([['unite', offset]])));
      return performance.now() - began > 500;
    });
    const polls = unite.asked.length - failed;
    await Promise.all(waiting);
    return polls;
  }

  test('is polled no sooner when the catalogue has what they wrote', async () => {
    expect(await pollsWhileWaitedFor(1)).toBeLessThanOrEqual(1);
  });

  test('is polled at once, and then no more often than after its first failure', async () => {
    const polls = await pollsWhileWaitedFor(99);
    expect(polls).toBeGreaterThanOrEqual(2);
    expect(polls).toBeLessThanOrEqual(7);
  });
});
