/**
 * The sessions of a signer with servers. A server sends its share with the answer to a request that was signed; the
 * signer grants it a session: it signs a share of its own together with the server's. Both then have a key that nobody
 * else has. Whoever changes a share on the way only brings it about that the two have no session.
 */
import type { KeyObject } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { newShare, sessionKey } from './session-key.ts';
import type { SigningKeys } from './signing-keys.ts';

/** The header of an answer that has the server's share. */
export const SHARE_HEADER = 'groundswell-session-share';

/** The header of a request that has the grant of the session whose key its assertion is made with. */
export const GRANT_HEADER = 'groundswell-session-grant';

/** How long a session lasts. A grant is accepted for as long, and the difference of clocks. */
export const SESSION_MS = 4 * 60_000;

/** How long no session is begun with a server that refused one: it may be several processes, each with its share. */
const APART_MS = 60_000;

const MOST_SERVERS = 5_000;

/** A session under way. */
export interface Session {
  /** The grant, as the server is sent it. */
  readonly grant: string;
  readonly key: KeyObject;
}

export interface SignerSessions {
  /** The session with a server; undefined where there is none. */
  with(audience: string): Session | undefined;
  /** Begins a session with a server that sent its share, unless there is one or there should be none. */
  begin(audience: string, ofServer: string): void;
  /** Ends the session with a server that refused it. */
  end(audience: string): void;
}

/** @param now the time in milliseconds, for tests */
export function signerSessions(
  signer: string,
  keys: SigningKeys,
  now: () => number = Date.now,
): SignerSessions {
  const sessions = new LRUCache<string, Session & { endsAt: number }>({ max: MOST_SERVERS });
  const mayBeginAt = new LRUCache<string, number>({ max: MOST_SERVERS });
  const current = (audience: string) => {
    const session = sessions.get(audience);
    return session && now() < session.endsAt ? session : undefined;
  };
  return {
    with: current,
    begin(audience, ofServer) {
      if (current(audience) || now() < (mayBeginAt.get(audience) ?? 0)) return;
      const own = newShare();
      const agreement = { signer, audience, ofSigner: own.share, ofServer };
      try {
        const key = sessionKey(own, agreement);
        const iat = Math.floor(now() / 1000);
        const grant = keys.sign({
          iss: signer,
          aud: audience,
          iat,
          own: own.share,
          yours: ofServer,
        });
        sessions.set(audience, { grant, key, endsAt: now() + SESSION_MS });
      } catch {
        // What it sent is no share. Its requests are signed, as before.
        mayBeginAt.set(audience, now() + APART_MS);
      }
    },
    end(audience) {
      sessions.delete(audience);
      mayBeginAt.set(audience, now() + APART_MS);
    },
  };
}
