import { describe, expect, test } from '@jest/globals';
import type { Card } from '../../../subgraphs/cards/card.ts';
import { followRecords } from '../../../subgraphs/feed/follow/records.ts';
import { named, one, setUpFollower, three, two } from '../../support/a-follower.ts';
import { anEntry } from '../../support/cards.ts';
import { aScriptedFeed, LOG, serving, silent, toText } from '../../support/scripted-feed.ts';
import { until } from '../../support/until.ts';

const world = setUpFollower();

describe('an organisation that is forgotten', () => {
  test('leaves no card and no progress, and is read from its start when it comes back', async () => {
    const { unite, follower, db } = world;
    await world.follow(serving(['invalid', one, two]));
    await world.untilLive();
    await follower.forget('unite');
    expect(follower.freshness()).toEqual([]);
    expect(await world.titles()).toEqual([]);
    expect(await followRecords(db).load('unite')).toEqual({
      _id: 'unite',
      log: null,
      cursor: 0,
      generation: 2,
      complete: false,
      asOf: null,
      lastSeenAt: null,
      refused: 0,
      lastRefusal: null,
    });
    unite.respond(serving([one]));
    await follower.add(named('unite'), unite.url);
    await world.untilLive();
    expect(await world.titles()).toEqual(['Idea 1, version 1']);
  });

  test('leaves no card once the last process has forgotten it, though another read it until then', async () => {
    const { unite, follower } = world;
    const other = world.aFollower();
    await world.follow(serving([one, two]));
    await other.add(named('unite'), unite.url);
    await until('the other', 10_000, () => other.freshness()[0]?.state === 'LIVE');
    await world.untilLive();
    await follower.forget('unite');
    unite.respond(serving([one, two, three]));
    await other.add(named('unite'), unite.url);
    await until('the other to read it', 10_000, async () => (await world.titles()).length === 2);
    await other.forget('unite');
    expect(await world.titles()).toEqual([]);
    await other.close();
  });
});

describe('a feed that is read from its start again', () => {
  test('is served as it was until its end is reached; then cards that it no longer has are removed', async () => {
    const { unite, follower } = world;
    await world.follow(serving([one, two]));
    await world.untilLive();
    let release: (() => void) | undefined;
    unite.respond((response, request) => {
      if (request.after > 0) return silent(response, request);
      response.write(toText([{ log: LOG }, two]));
      release = () => response.end(toText([{ end: 2, more: false }]));
    });
    await follower.rebuild('unite');
    await until('a request from the start', 20_000, () => release !== undefined);
    await until('it to be heard', 20_000, () => ['BEHIND', 'LIVE'].includes(world.stateOf()));
    expect(await world.titles()).toEqual(['Idea 1, version 1', 'Idea 2, version 1']);
    release?.();
    await until('one card to be removed', 20_000, async () => (await world.titles()).length === 1);
    expect(await world.titles()).toEqual(['Idea 2, version 1']);
  });

  test('brings back what is shared again under the same id, but nothing that comes late', async () => {
    const { unite, follower, catalogue } = world;
    await world.follow(serving([one, two]));
    await world.untilLive();
    unite.respond(serving([two]));
    await follower.rebuild('unite');
    await until('one card to be removed', 20_000, async () => (await world.titles()).length === 1);
    // A process that was paused since before that applies the entry that it had read.
    const card = { ...one.card, createdAt: new Date(0), updatedAt: new Date(0) } as unknown as Card;
    await catalogue.apply([{ thing: one.id, version: 1, card }], 'unite', 1);
    expect(await world.titles()).toEqual(['Idea 2, version 1']);
    unite.respond(serving([two, anEntry('unite', 3, 1, 1)]));
    await follower.add(named('unite'), unite.url);
    await until('it to be back', 20_000, async () => (await world.titles()).length === 2);
  });

  test('loses again the cards that a paused process adds from an earlier generation', async () => {
    const { unite, follower, db } = world;
    await world.follow(serving([one]));
    await world.untilLive();
    let isResumed = false;
    let resume = () => {};
    // The paused process is one whose request is answered late.
    const late = await aScriptedFeed((response, request) => {
      if (request.after < 1) return serving([isResumed ? three : one])(response, request);
      response.write(toText([{ log: LOG }, '']));
      resume = () => {
        isResumed = true;
        response.end(toText([two, { end: 2, more: false }]));
      };
    });
    const paused = world.aFollower();
    await paused.add(named('unite'), late.url);
    await until('its request', 10_000, () => late.asked.includes(1));
    unite.respond(serving([three]));
    await follower.rebuild('unite');
    await until('the next generation to be complete', 10_000, async () => {
      const { generation, complete } = await followRecords(db).load('unite');
      return generation === 2 && complete;
    });
    const before = late.asked.length;
    resume();
    await until('its next request', 10_000, () => late.asked.length > before);
    await until(
      'the card that it added to be removed',
      10_000,
      async () => (await world.titles()).join() === 'Idea 1, version 2',
    );
    expect(await db.collection('cards').countDocuments({ _id: two.id as never })).toBe(1);
    await paused.close();
    await late.close();
  });

  test.each([
    [
      'its log has another name',
      serving(
        [anEntry('unite', 1, 3, 1), anEntry('unite', 2, 4, 1), anEntry('unite', 3, 1, 1)],
        'another log',
      ),
    ],
    ['its offsets have begun again', serving([anEntry('unite', 1, 3, 1)])],
  ])('is rebuilt without a request to when %s', async (_what, next) => {
    const { unite, follower } = world;
    await world.follow(serving([one, two, three]));
    await world.untilLive();
    unite.respond(next);
    await follower.add(named('unite'), unite.url);
    await until(
      'the other log',
      10_000,
      async () => !(await world.titles()).includes('Idea 2, version 1'),
    );
    expect(await world.titles()).toContain('Idea 3, version 1');
    await until('it to be live', 10_000, () => world.stateOf() === 'LIVE');
  });
});
