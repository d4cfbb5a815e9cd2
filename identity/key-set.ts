/**
 * The public keys of a signer (a JSON Web Key Set, RFC 7517). They are fetched when they are first needed, cached,
 * refreshed in the background, and refreshed at once where a token names a key that is not among them.
 */
import { setTimeout } from 'node:timers/promises';
import { type CryptoKey, createLocalJWKSet, errors, type JSONWebKeySet } from 'jose';
import type { FlattenedJWSInput, JWSHeaderParameters } from 'jose';

/** Fetches the keys from where they are published. */
export type FetchKeys = () => Promise<JSONWebKeySet>;

/** The public keys of one signer. */
export interface KeySet {
  /**
   * The key that a token's header names.
   * @throws KeysUnavailable when the keys cannot be fetched; JWKSNoMatchingKey when there is no such key
   */
  find(header: JWSHeaderParameters, token: FlattenedJWSInput): Promise<CryptoKey>;
  /**
   * How often a key was withdrawn. After that, what was verified before may not be valid any more. To ask it counts as a use
   * of the keys: it has them refreshed where they are old.
   */
  withdrawals(): number;
}

/** Keys cannot be fetched from where they are published: whether a signature is valid is not known. */
export class KeysUnavailable extends Error {
  constructor(cause: unknown) {
    super('The keys cannot be fetched.', { cause });
  }
}

/** Keys older than this are refreshed in the background, and serve meanwhile. */
const FRESH_MS = 5 * 60_000;

/** How long keys serve after the first fetch that failed: an outage of ten minutes does no harm. */
const STALE_FOR_MS = 10 * 60_000 + 30_000;

/** The least time between two fetches, since a stranger's token can name any key. A caller that needs one waits. */
const APART_MS = 2_000;

interface CachedKeys {
  find: ReturnType<typeof createLocalJWKSet>;
  /** The text of each key, since a key may be replaced under the same name. */
  texts: ReadonlySet<string>;
  fetchedAt: number;
}

/** The time, which a test can set. */
export interface Clock {
  /** In milliseconds. */
  now(): number;
  wait(ms: number): Promise<unknown>;
}

const realTime: Clock = { now: Date.now, wait: (ms) => setTimeout(ms) };

export interface KeySetOptions {
  clock?: Clock;
  /** How long keys serve after the first fetch that failed. */
  staleForMs?: number;
}

/** The keys that a function fetches, with a cache. */
export function keySet(
  fetchKeys: FetchKeys,
  { clock: { now, wait } = realTime, staleForMs = STALE_FOR_MS }: KeySetOptions = {},
): KeySet {
  let cached: CachedKeys | undefined;
  let fetching: Promise<void> | undefined;
  let mayFetchAt = 0;
  let withdrawals = 0;
  let failing: { since: number; cause: unknown } | undefined;

  const replaceWith = (keys: JSONWebKeySet): void => {
    const texts = new Set(keys.keys.map((key) => JSON.stringify(key)));
    if (cached && [...cached.texts].some((text) => !texts.has(text))) withdrawals += 1;
    cached = { find: createLocalJWKSet(keys), texts, fetchedAt: now() };
    failing = undefined;
  };
  const fetchWhenAllowed = async (): Promise<void> => {
    if (now() < mayFetchAt) await wait(mayFetchAt - now());
    mayFetchAt = now() + APART_MS;
    try {
      replaceWith(await fetchKeys());
    } catch (error) {
      failing = { since: failing?.since ?? now(), cause: error };
      throw new KeysUnavailable(error);
    }
  };
  /** All callers at the same time share one fetch. */
  const refresh = (): Promise<void> => {
    fetching ??= fetchWhenAllowed().finally(() => {
      fetching = undefined;
    });
    return fetching;
  };
  const isFresh = (): boolean => cached !== undefined && now() - cached.fetchedAt <= FRESH_MS;
  const mayServe = (): boolean =>
    cached !== undefined && (failing === undefined || now() - failing.since <= staleForMs);

  return {
    withdrawals() {
      if (cached && !isFresh()) void refresh().catch(() => undefined);
      return withdrawals;
    },
    async find(header, token) {
      if (!isFresh()) {
        const refreshed = refresh().catch(() => undefined);
        // During an outage, nobody waits while the cached keys may serve.
        if (failing === undefined || !mayServe()) await refreshed;
      }
      if (!cached || !mayServe()) throw new KeysUnavailable(failing?.cause);
      try {
        return await cached.find(header, token);
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
        await refresh();
        return cached.find(header, token);
      }
    },
  };
}

/** The keys of a signer that publishes in several places, as several gateways do. Any of them may be down. */
export const anyOf = (sets: readonly KeySet[]): KeySet => ({
  find: (header, token) => Promise.any(sets.map((set) => set.find(header, token))),
  withdrawals: () => sets.reduce((sum, set) => sum + set.withdrawals(), 0),
});
