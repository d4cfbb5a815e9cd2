import { describe, expect, test } from '@jest/globals';
import { ownerBreakers } from '../../../gateway/owner-breakers.ts';
import {
  type OwnerRequest,
  OwnerUnavailable,
  type UnavailableReason,
} from '../../../gateway/partition/owner.ts';
import type { SignedIn } from '../../../gateway/identity/signed-in.ts';
import { until } from '../../support/until.ts';

const request = (owner: string): OwnerRequest<SignedIn> => ({
  owner,
  contract: 'organisation',
  query: '{ viewer { name } }',
  caller: null,
});

/** Owners of which some fail, behind breakers that open after three failures. */
function owners() {
  const failing = new Map<string, UnavailableReason | 'hanging'>();
  const asked: string[] = [];
  const probed: string[] = [];
  const answerOf = async (owner: string): Promise<void> => {
    const reason = failing.get(owner);
    if (reason === 'hanging') await new Promise(() => undefined);
    else if (reason) throw new OwnerUnavailable(owner, reason, 'it fails');
  };
  const { ask, close } = ownerBreakers(
    async ({ owner }) => {
      asked.push(owner);
      await answerOf(owner);
      return { data: {} };
    },
    {
      failures: 3,
      probeEveryMs: 1,
      mostAtOnce: 4,
      probe: async (owner) => {
        probed.push(owner);
        await answerOf(owner);
      },
    },
  );
  const reasonOf = (owner: string) =>
    ask(request(owner)).then(
      () => 'answered',
      (error: unknown) => (error as OwnerUnavailable).reason,
    );
  return { ask, close, failing, asked, probed, reasonOf };
}

/** What comes of several requests, one after another. */
async function inTurn(count: number, ask: () => Promise<string>): Promise<string[]> {
  const all: string[] = [];
  for (let at = 0; at < count; at += 1) all.push(await ask());
  return all;
}

describe('an owner that fails', () => {
  test('is not asked after a few failures in a row, and others are', async () => {
    const { failing, asked, reasonOf, close } = owners();
    failing.set('unite', 'timeout');
    expect(await inTurn(5, () => reasonOf('unite'))).toEqual([
      'timeout',
      'timeout',
      'timeout',
      'not-asked',
      'not-asked',
    ]);
    expect(await reasonOf('labour')).toBe('answered');
    expect(asked).toEqual(['unite', 'unite', 'unite', 'labour']);
    close();
  });

  test('is asked again once a probe finds that it answers', async () => {
    const { failing, asked, probed, reasonOf, close } = owners();
    failing.set('unite', 'failed');
    await inTurn(3, () => reasonOf('unite'));
    await until('two probes', 5_000, () => probed.length >= 2);
    expect([await reasonOf('unite'), asked.length]).toEqual(['not-asked', 3]);
    failing.clear();
    await until('an answer', 5_000, async () => (await reasonOf('unite')) === 'answered');
    const probes = probed.length;
    expect(await inTurn(3, () => reasonOf('unite'))).toEqual(['answered', 'answered', 'answered']);
    expect(probed).toHaveLength(probes);
    close();
  });

  test('costs nobody the time of a probe that hangs', async () => {
    const { failing, probed, reasonOf, close } = owners();
    failing.set('unite', 'failed');
    await inTurn(3, () => reasonOf('unite'));
    failing.set('unite', 'hanging');
    await until('a probe', 5_000, () => probed.length > 0);
    expect(await inTurn(2, () => reasonOf('unite'))).toEqual(['not-asked', 'not-asked']);
    close();
  });

  test('now and then, is asked still', async () => {
    const { failing, reasonOf, close } = owners();
    for (let round = 0; round < 4; round += 1) {
      failing.set('unite', 'timeout');
      expect(await inTurn(2, () => reasonOf('unite'))).toEqual(['timeout', 'timeout']);
      failing.clear();
      expect(await reasonOf('unite')).toBe('answered');
    }
    close();
  });
});

test.each<UnavailableReason>(['aborted', 'too-large', 'refused', 'no-address'])(
  'an owner that was %s is asked still, as that says nothing of it',
  async (reason) => {
    const { failing, reasonOf, close } = owners();
    failing.set('unite', reason);
    expect(new Set(await inTurn(10, () => reasonOf('unite')))).toEqual(new Set([reason]));
    close();
  },
);

test('an owner is asked so many questions at once, and no more', async () => {
  const { ask, failing, asked, reasonOf, close } = owners();
  failing.set('unite', 'hanging');
  for (let at = 0; at < 4; at += 1) void ask(request('unite'));
  expect(await inTurn(2, () => reasonOf('unite'))).toEqual(['busy', 'busy']);
  expect(await reasonOf('labour')).toBe('answered');
  expect(asked.filter((owner) => owner === 'unite')).toHaveLength(4);
  close();
});
