/**
 * The public keys that someone publishes (a JSON Web Key Set, RFC 7517): fetched when they are first needed,
 * kept, fetched again in the background, and at once where a token names a key that is not among them.
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
   * @throws Error when there is no such key, or none can be had.
   */
  find(header: JWSHeaderParameters, token: FlattenedJWSInput): Promise<CryptoKey>;
  /** Changes when a key was taken back: what was verified before then may be so no longer. */
  withdrawals(): number;
}

/** Older keys are fetched again, while they still serve. */
const FRESH_MS = 5 * 60_000;

/** Keys serve so long from when they could first not be had again: an outage of ten minutes harms nobody. */
const KEPT_MS = 10 * 60_000 + 30_000;

/** No two fetches are closer, whatever is asked: a stranger's tokens can name any key. Who needs one waits so long. */
const APART_MS = 2_000;

interface Known {
  find: ReturnType<typeof createLocalJWKSet>;
  /** Each key whole: one may be replaced under the same name. */
  keys: ReadonlySet<string>;
  at: number;
}

/** Time, which a test makes itself. */
export interface Clock {
  /** In milliseconds. */
  now(): number;
  wait(ms: number): Promise<unknown>;
}

const realTime: Clock = { now: Date.now, wait: (ms) => setTimeout(ms) };

export function keySet(fetchKeys: FetchKeys, { now, wait }: Clock = realTime): KeySet {
  let known: Known | undefined;
  let fetching: Promise<void> | undefined;
  let mayTryAt = 0;
  let withdrawals = 0;
  let failingSince: number | undefined;

  const take = (keys: JSONWebKeySet): void => {
    const all = new Set(keys.keys.map((key) => JSON.stringify(key)));
    if (known && [...known.keys].some((key) => !all.has(key))) withdrawals += 1;
    known = { find: createLocalJWKSet(keys), keys: all, at: now() };
    failingSince = undefined;
  };
  const fetchInTurn = async (): Promise<void> => {
    if (now() < mayTryAt) await wait(mayTryAt - now());
    mayTryAt = now() + APART_MS;
    try {
      take(await fetchKeys());
    } catch (error) {
      failingSince ??= now();
      throw error;
    }
  };
  /** All who need keys at the same time share one fetch. */
  const refresh = (): Promise<void> => {
    fetching ??= fetchInTurn().finally(() => {
      fetching = undefined;
    });
    return fetching;
  };
  const isFresh = (): boolean => known !== undefined && now() - known.at <= FRESH_MS;
  const mayServe = (): boolean =>
    known !== undefined && (failingSince === undefined || now() - failingSince <= KEPT_MS);

  return {
    withdrawals: () => withdrawals,
    async find(header, token) {
      if (!isFresh()) {
        const news = refresh().catch(() => undefined);
        // During an outage nobody waits for keys that still serve.
        if (failingSince === undefined || !mayServe()) await news;
      }
      if (!known || !mayServe()) throw new Error('The keys cannot be had.');
      try {
        return await known.find(header, token);
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
        await refresh();
        return known.find(header, token);
      }
    },
  };
}

/** The keys of one signer that publishes at several places, as gateways side by side do; any of them may be away. */
export const anyOf = (sets: readonly KeySet[]): KeySet => ({
  find: (header, token) => Promise.any(sets.map((set) => set.find(header, token))),
  withdrawals: () => sets.reduce((sum, set) => sum + set.withdrawals(), 0),
});
