/** Who is followed as the directory changes. */
import { expect, test } from '@jest/globals';
import { type Affiliate, createLiveDirectory } from '../../../../directory/directory.ts';
import { keepFollowing } from '../../../../subgraphs/coalition/affiliates/keep-following.ts';
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

/** A directory, and all that its follower was told; each is told a while after it was asked. */
function followedIn(...first: Affiliate[]) {
  const live = createLiveDirectory({ revision: 1, affiliates: first });
  const told: string[] = [];
  let revision = 1;
  keepFollowing(live, {
    add: async ({ id }, url) => {
      await Promise.resolve();
      told.push(`add ${id} ${url}`);
      if (id === 'broken') throw new Error('It cannot be followed.');
    },
    remove: async (id) => {
      await Promise.resolve();
      told.push(`remove ${id}`);
    },
    forget: async (id) => {
      await Promise.resolve();
      told.push(`forget ${id}`);
    },
  });
  return {
    change: (...affiliates: Affiliate[]) => live.replace({ revision: (revision += 1), affiliates }),
    /** What is told, once there are so many. */
    told: async (count: number) => {
      await until(`${count} to be told`, 5_000, () => told.length >= count);
      return told.splice(0);
    },
  };
}

test('those that are active and have an address are followed from the start', async () => {
  const { told } = followedIn(
    one('labour'),
    one('unite', { status: 'SUSPENDED' }),
    one('progress', { url: null }),
    one('leeds'),
  );
  expect(await told(2)).toEqual(['add labour http://labour:4000', 'add leeds http://leeds:4000']);
});

test('who is suspended is followed no more, who is gone is forgotten, and who comes or comes back is', async () => {
  const { told, change } = followedIn(one('labour'), one('unite'));
  await told(2);
  change(one('labour', { status: 'SUSPENDED' }), one('leeds'));
  expect(await told(3)).toEqual(['remove labour', 'forget unite', 'add leeds http://leeds:4000']);
  change(one('labour'), one('leeds'));
  expect(await told(1)).toEqual(['add labour http://labour:4000']);
});

test('who is gone is forgotten once, though it was not followed when it went', async () => {
  const { told, change } = followedIn(one('labour'), one('unite', { status: 'SUSPENDED' }));
  await told(1);
  change(one('labour'));
  change(one('labour'), one('leeds'));
  expect(await told(2)).toEqual(['forget unite', 'add leeds http://leeds:4000']);
});

test('who moved is followed where it is now, and nobody else anew', async () => {
  const { told, change } = followedIn(one('labour'), one('unite'));
  await told(2);
  change(one('labour'), one('unite', { url: 'http://elsewhere:4000' }));
  expect(await told(1)).toEqual(['add unite http://elsewhere:4000']);
});

test('one that cannot be followed keeps no other from it', async () => {
  const { told } = followedIn(one('broken'), one('labour'));
  expect(await told(2)).toEqual(['add broken http://broken:4000', 'add labour http://labour:4000']);
});

test('nothing is told once it is stopped', async () => {
  const live = createLiveDirectory({ revision: 1, affiliates: [] });
  const told: Record<string, string[]> = { stopped: [], other: [] };
  const stops = Object.values(told).map((ids) =>
    keepFollowing(live, {
      add: ({ id }) => ids.push(id),
      remove: () => undefined,
      forget: () => undefined,
    }),
  );
  stops[0]?.();
  live.replace({ revision: 2, affiliates: [one('unite')] });
  await until('the other to be told', 5_000, () => told['other']?.length === 1);
  expect(told).toEqual({ stopped: [], other: ['unite'] });
});
