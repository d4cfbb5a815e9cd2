/** The sessions that signers granted to a server: see sessions-of-signer.ts. */
import type { KeyObject } from 'node:crypto';
import { compactVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { KeySet } from './key-set.ts';
import { decodePart } from './compact-jws.ts';
import { newShare, sessionKey } from './session-key.ts';
import { SESSION_MS } from './sessions-of-signer.ts';

/** How far clocks may be apart, in seconds. */
const MOST_APART = 30;

const MOST_SESSIONS = 1_000;

const grantSchema = z.strictObject({
  iss: z.string(),
  aud: z.string(),
  iat: z.int(),
  /** The signer's share. */
  own: z.string(),
  /** The server's share, as the signer was sent it. */
  yours: z.string(),
});

/** A session that a signer granted. */
export interface GrantedSession {
  readonly signer: string;
  readonly key: KeyObject;
}

export interface ServerSessions {
  /** The share of this process, for the header of an answer. */
  readonly share: string;
  /** The session of a grant. Null where it is none, is over, or was granted to another process. */
  of(grant: string): Promise<GrantedSession | null>;
}

/** A session, and for how long. */
interface Kept extends GrantedSession {
  readonly grantedAt: number;
  /** How often its signer had withdrawn a key when the grant was verified. */
  readonly withdrawals: number;
}

/**
 * The sessions of one process of a server.
 * @param keysOf the public keys of a signer; undefined where it is not listened to
 * @param now the time in milliseconds, for tests
 */
export function serverSessions(
  audience: string,
  keysOf: (signer: string) => KeySet | undefined,
  now: () => number = Date.now,
): ServerSessions {
  const own = newShare();
  const kept = new LRUCache<string, Kept>({ max: MOST_SESSIONS });
  const isCurrent = ({ grantedAt, signer, withdrawals }: Kept): boolean => {
    const age = now() - grantedAt;
    const isRecent = age < SESSION_MS + MOST_APART * 1000 && age >= -MOST_APART * 1000;
    return isRecent && keysOf(signer)?.withdrawals() === withdrawals;
  };
  const verified = async (grant: string): Promise<Kept> => {
    const { iss, aud, iat, own: ofSigner, yours } = grantSchema.parse(payloadOf(grant));
    const keys = keysOf(iss);
    if (!keys || aud !== audience || yours !== own.share)
      throw new Error('It is for another server.');
    const withdrawals = keys.withdrawals();
    await compactVerify(grant, keys.find, { algorithms: ['EdDSA'] });
    const agreement = { signer: iss, audience, ofSigner, ofServer: own.share };
    return { signer: iss, key: sessionKey(own, agreement), grantedAt: iat * 1000, withdrawals };
  };
  return {
    share: own.share,
    async of(grant) {
      const before = kept.get(grant);
      if (before && isCurrent(before)) return before;
      const session = await verified(grant).catch(() => null);
      if (!session || !isCurrent(session)) return null;
      kept.set(grant, session);
      return session;
    },
  };
}

const payloadOf = (jws: string): unknown => decodePart(jws.split('.')[1]);
