import { describe, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair, type JSONWebKeySet } from 'jose';
import { anyOf, keySet, type KeySetOptions, KeysUnavailable } from '../../../identity/key-set.ts';

const MINUTE = 60_000;

const jwk = async (kid: string) => ({
  ...(await exportJWK((await generateKeyPair('EdDSA', { extractable: true })).publicKey)),
  kid,
});
const [old, young] = [await jwk('old'), await jwk('young')];

/** An issuer that publishes these keys and can be down, and a clock. */
function anIssuer(
  keys: Awaited<ReturnType<typeof jwk>>[],
  options: Pick<KeySetOptions, 'staleForMs'> = {},
) {
  const state = { keys, down: false, fetches: 0, now: 1_000_000 };
  const set = keySet(
    async (): Promise<JSONWebKeySet> => {
      state.fetches += 1;
      if (state.down) throw new Error('The issuer is down.');
      return { keys: state.keys };
    },
    {
      ...options,
      clock: {
        now: () => state.now,
        wait: async (ms) => {
          state.now += ms;
        },
      },
    },
  );
  const find = (kid: string) =>
    set.find({ alg: 'EdDSA', kid }, { payload: '', signature: '' }).then(
      () => 'found',
      (error: unknown) => (error instanceof KeysUnavailable ? 'unavailable' : 'none'),
    );
  return { state, set, find };
}

/** Waits for a fetch in the background. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the keys of an issuer', () => {
  test('are fetched when they are first needed, once for all callers at the same time', async () => {
    const { state, find } = anIssuer([old]);
    expect(state.fetches).toBe(0);
    expect(await Promise.all([find('old'), find('old'), find('old')])).toEqual([
      'found',
      'found',
      'found',
    ]);
    expect(state.fetches).toBe(1);
  });

  test('are cached, and refreshed in the background after five minutes', async () => {
    const { state, find } = anIssuer([old]);
    await find('old');
    state.now += 4 * MINUTE;
    await find('old');
    expect(state.fetches).toBe(1);
    state.now += 2 * MINUTE;
    expect(await find('old')).toBe('found');
    await settled();
    expect(state.fetches).toBe(2);
  });

  test('are refreshed at once where a token names a key that is not among them', async () => {
    const { state, find } = anIssuer([old]);
    await find('old');
    state.keys = [old, young];
    state.now += 6_000;
    expect(await find('young')).toBe('found');
    expect(await find('old')).toBe('found');
    expect(state.fetches).toBe(2);
  });

  test('are fetched at most every two seconds, whatever keys tokens name', async () => {
    const { state, find } = anIssuer([old]);
    await find('old');
    const since = state.now;
    for (let at = 0; at < 20; at += 1) {
      state.now += 100;
      const named = [1, 2, 3].map((which) => find(`made-up-${at}-${which}`));
      expect(await Promise.all(named)).toEqual(['none', 'none', 'none']);
    }
    expect(state.fetches - 1).toBe(Math.floor((state.now - since) / 2_000));
  });

  test('serve through an outage of ten minutes, whenever it begins', async () => {
    for (const after of [0, 1, 4, 5, 6, 16, 600].map((minutes) => minutes * MINUTE)) {
      const { state, find } = anIssuer([old]);
      await find('old');
      state.now += after;
      state.down = true;
      for (let passed = 0; passed < 10 * MINUTE; passed += 10_000) {
        state.now += 10_000;
        expect(await find('old')).toBe('found');
        await settled();
      }
      state.down = false;
      state.now += 10_000;
      await find('old');
      await settled();
      state.now += 14 * MINUTE;
      expect(await find('old')).toBe('found');
    }
  });

  test('do not serve after a longer outage, until the issuer is back', async () => {
    const { state, find } = anIssuer([old]);
    await find('old');
    state.down = true;
    expect(await find('old')).toBe('found');
    state.now += 20 * MINUTE;
    expect(await find('old')).toBe('found');
    state.now += 11 * MINUTE;
    expect(await find('old')).toBe('unavailable');
    state.down = false;
    state.now += 6_000;
    expect(await find('old')).toBe('found');
  });

  test('serve for as long as the issuer is silent, where a server has no others of its own people', async () => {
    const { state, find } = anIssuer([old], { staleForMs: Infinity });
    await find('old');
    state.down = true;
    for (let passed = 0; passed < 30; passed += 1) {
      state.now += 24 * 60 * MINUTE;
      expect(await find('old')).toBe('found');
      await settled();
    }
    state.down = false;
    state.keys = [young];
    state.now += MINUTE;
    expect(await find('young')).toBe('found');
    expect(await find('old')).toBe('none');
  });

  test('are unavailable while the issuer was never up, and it is asked again later', async () => {
    const { state, find } = anIssuer([old]);
    state.down = true;
    expect(await find('old')).toBe('unavailable');
    expect(await find('old')).toBe('unavailable');
    expect(state.fetches).toBe(2);
    state.down = false;
    expect(await find('old')).toBe('found');
  });

  test('are unavailable where a token names a key that is not among them, and the issuer is down', async () => {
    const { state, find } = anIssuer([old]);
    await find('old');
    state.down = true;
    state.now += 6_000;
    expect(await find('young')).toBe('unavailable');
    expect(await find('old')).toBe('found');
  });

  test('are refreshed before use after a quiet hour, so that a withdrawn key does not serve', async () => {
    const { state, find } = anIssuer([old]);
    await find('old');
    state.keys = [young];
    state.now += 60 * MINUTE;
    expect(await find('old')).toBe('none');
  });

  test('count a key that is replaced under the same name as withdrawn', async () => {
    const { state, set, find } = anIssuer([old]);
    await find('old');
    state.keys = [{ ...young, kid: 'old' }];
    state.now += 6 * MINUTE;
    await find('old');
    expect(set.withdrawals()).toBe(1);
  });

  test('count a key that was withdrawn, and not one that was added', async () => {
    const { state, set, find } = anIssuer([old]);
    await find('old');
    state.keys = [old, young];
    state.now += 6_000;
    await find('young');
    expect(set.withdrawals()).toBe(0);
    state.keys = [young];
    state.now += 6 * MINUTE;
    await find('young');
    await settled();
    expect(set.withdrawals()).toBe(1);
    expect(await find('old')).toBe('none');
  });
});

describe('the keys of several gateways', () => {
  test('are found with whichever gateway publishes them, also while another is down', async () => {
    const [one, other] = [anIssuer([old]), anIssuer([young])];
    const all = anyOf([one.set, other.set]);
    const find = (kid: string) =>
      all.find({ alg: 'EdDSA', kid }, { payload: '', signature: '' }).then(
        () => 'found',
        () => 'none',
      );
    expect([await find('old'), await find('young'), await find('neither')]).toEqual([
      'found',
      'found',
      'none',
    ]);
    one.state.down = true;
    one.state.now += 6 * MINUTE;
    await find('old');
    one.state.now += 11 * MINUTE;
    expect([await find('old'), await find('young')]).toEqual(['none', 'found']);
  });
});
