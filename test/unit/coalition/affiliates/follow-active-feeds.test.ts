/** Whose feeds are followed as the directory changes. */
import { expect, test } from '@jest/globals';
import { type Affiliate, createLiveDirectory } from '../../../../directory/directory.ts';
import { followActiveFeeds } from '../../../../subgraphs/coalition/affiliates/follow-active-feeds.ts';
import { until } from '../../../support/until.ts';

const one = (id: string, given: Partial<Affiliate> = {}): Affiliate => ({
  id,
  kind: 'PARTY',
  name: id,
  summary: null,
  website: null,
  joinedAt: new Date(0),
  signIn: null,
  issuer: null,
  url: `http://${id}:4000`,
  status: 'ACTIVE',
  ...given,
});

/** A directory, and the calls of its follower, each of which takes a moment. */
function followedIn(...first: Affiliate[]) {
  const live = createLiveDirectory({ revision: 1, affiliates: first });
  const calls: string[] = [];
  let revision = 1;
  followActiveFeeds(live, {
    add: async ({ id }, url) => {
      await Promise.resolve();
      calls.push(`add ${id} ${url}`);
      if (id === 'broken') throw new Error('It cannot be followed.');
    },
    remove: async (id) => {
      await Promise.resolve();
      calls.push(`remove ${id}`);
    },
    forget: async (id) => {
      await Promise.resolve();
      calls.push(`forget ${id}`);
    },
  });
  return {
    change: (...affiliates: Affiliate[]) => live.replace({ revision: (revision += 1), affiliates }),
    /** The calls since the last time, once there are so many. */
    calls: async (count: number) => {
      await until(`${count} calls`, 5_000, () => calls.length >= count);
      return calls.splice(0);
    },
  };
}

test('active affiliates with an address are followed from the start', async () => {
  const { calls } = followedIn(
    one('labour'),
    one('unite', { status: 'SUSPENDED' }),
    one('progress', { url: null }),
    one('leeds'),
  );
  expect(await calls(2)).toEqual(['add labour http://labour:4000', 'add leeds http://leeds:4000']);
});

test('a suspended one is removed, a disaffiliated one is forgotten, and a new or reinstated one is added', async () => {
  const { calls, change } = followedIn(one('labour'), one('unite'));
  await calls(2);
  change(one('labour', { status: 'SUSPENDED' }), one('leeds'));
  expect(await calls(3)).toEqual(['remove labour', 'forget unite', 'add leeds http://leeds:4000']);
  change(one('labour'), one('leeds'));
  expect(await calls(1)).toEqual(['add labour http://labour:4000']);
});

test('a disaffiliated one is forgotten once, even where it was suspended before', async () => {
  const { calls, change } = followedIn(one('labour'), one('unite', { status: 'SUSPENDED' }));
  await calls(1);
  change(one('labour'));
  change(one('labour'), one('leeds'));
  expect(await calls(2)).toEqual(['forget unite', 'add leeds http://leeds:4000']);
});

test('one whose address changed is added again, and no other', async () => {
  const { calls, change } = followedIn(one('labour'), one('unite'));
  await calls(2);
  change(one('labour'), one('unite', { url: 'http://elsewhere:4000' }));
  expect(await calls(1)).toEqual(['add unite http://elsewhere:4000']);
});

test('one that cannot be followed holds up no other', async () => {
  const { calls } = followedIn(one('broken'), one('labour'));
  expect(await calls(2)).toEqual([
    'add broken http://broken:4000',
    'add labour http://labour:4000',
  ]);
});

test('nothing is called after the end', async () => {
  const live = createLiveDirectory({ revision: 1, affiliates: [] });
  const added: Record<string, string[]> = { ended: [], other: [] };
  const ends = Object.values(added).map((ids) =>
    followActiveFeeds(live, {
      add: ({ id }) => ids.push(id),
      remove: () => undefined,
      forget: () => undefined,
    }),
  );
  ends[0]?.();
  live.replace({ revision: 2, affiliates: [one('unite')] });
  await until('the other to be called', 5_000, () => added['other']?.length === 1);
  expect(added).toEqual({ ended: [], other: ['unite'] });
});
