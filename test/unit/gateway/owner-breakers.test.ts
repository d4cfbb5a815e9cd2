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
  /** Owners that say they are ready, whatever comes of a question. */
  const ready = new Set<string>();
  const changes: string[] = [];
  const asked: string[] = [];
  const probed: string[] = [];
  const answerOf = async (owner: string): Promise<void> => {
    const reason = failing.get(owner);
    if (reason === 'hanging') await new Promise(() => undefined);
    else if (reason) throw new OwnerUnavailable(owner, reason, 'it fails');
  };
  const { ask, run, close } = ownerBreakers(
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
        if (!ready.has(owner)) await answerOf(owner);
      },
      onChange: (owner, isOpen) => void changes.push(`${owner} ${isOpen ? 'opens' : 'closes'}`),
    },
  );
  const reasonOf = (owner: string) =>
    ask(request(owner)).then(
      () => 'answered',
      (error: unknown) => (error as OwnerUnavailable).reason,
    );
  return { ask, run, close, failing, ready, changes, asked, probed, reasonOf };
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

  test('and yet says that it is ready, costs one question its time-out, and no other', async () => {
    const { ask, failing, ready, asked, reasonOf, close } = owners();
    failing.set('unite', 'timeout');
    ready.add('unite');
    await inTurn(3, () => reasonOf('unite'));
    await until('a question', 5_000, async () => (await reasonOf('unite')) === 'timeout');
    expect(await reasonOf('unite')).toBe('not-asked');
    const before = asked.length;
    failing.set('unite', 'hanging');
    await until('one question', 5_000, () => {
      void ask(request('unite')).catch(() => undefined);
      return asked.length > before;
    });
    expect(await inTurn(2, () => reasonOf('unite'))).toEqual(['not-asked', 'not-asked']);
    expect(asked).toHaveLength(before + 1);
    close();
  });

  test('and is ready again while nobody asks, counts as closed', async () => {
    const { failing, asked, changes, reasonOf, close } = owners();
    failing.set('unite', 'failed');
    await inTurn(3, () => reasonOf('unite'));
    failing.clear();
    await until('it to close', 5_000, () => changes.length > 1);
    expect(changes).toEqual(['unite opens', 'unite closes']);
    expect([asked.length, await reasonOf('unite')]).toEqual([3, 'answered']);
    close();
  });

  test('is asked by all as soon as one answer begins, though it may be long', async () => {
    const { run, failing, reasonOf, close } = owners();
    failing.set('unite', 'failed');
    await inTurn(3, () => reasonOf('unite'));
    failing.clear();
    const endless = async (answered: () => void): Promise<never> => {
      answered();
      return new Promise(() => undefined);
    };
    let isAsked = false;
    await until('the question to go', 5_000, () => {
      void run('unite', async (answered) => {
        isAsked = true;
        return endless(answered);
      }).catch(() => undefined);
      return isAsked;
    });
    expect(await reasonOf('unite')).toBe('answered');
    close();
  });

  test('is probed still where the clock was set back', async () => {
    const { failing, reasonOf, close } = owners();
    const now = Date.now;
    failing.set('unite', 'failed');
    await inTurn(3, () => reasonOf('unite'));
    Date.now = () => now() - 3_600_000;
    try {
      failing.clear();
      await until('an answer', 5_000, async () => (await reasonOf('unite')) === 'answered');
    } finally {
      Date.now = now;
    }
    close();
  });

  test('after a client left, is probed again', async () => {
    const { failing, ready, reasonOf, close } = owners();
    failing.set('unite', 'failed');
    ready.add('unite');
    await inTurn(3, () => reasonOf('unite'));
    failing.set('unite', 'aborted');
    await until('a question', 5_000, async () => (await reasonOf('unite')) === 'aborted');
    expect(await reasonOf('unite')).toBe('not-asked');
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
