/**
 * The signed assertion of a request between servers: who signs it, for which audience, what exactly is requested, and
 * for which caller. Nobody else can make one, and each is accepted once.
 */
import { hash, randomUUID } from 'node:crypto';
import { compactVerify } from 'jose';
import { z } from 'zod';
import { type Caller, callerSchema } from './caller.ts';
import type { KeySet } from './key-set.ts';
import { decodePart, encodePart } from './compact-jws.ts';
import { createReplayGuard } from './replay-guard.ts';
import { isMacOf, macOf } from './session-key.ts';
import { type GrantedSession, serverSessions } from './sessions-of-server.ts';
import { GRANT_HEADER, type SignerSessions } from './sessions-of-signer.ts';
import type { SigningKeys } from './signing-keys.ts';

/** The header that carries an assertion. */
export const ASSERTION_HEADER = 'groundswell-assertion';

/** How old an assertion may be, in seconds. As clocks differ, it may be as far in the future. */
const MOST_APART = 30;

/** The gateway signs for its callers, the coalition for itself alone. */
export type Signer = 'gateway' | 'coalition';

/** The parts of a request that an assertion is about. */
export interface Request {
  /** With the query: `/feed?after=7`. */
  path: string;
  /** The exact body; empty where there is none. */
  body: string | Buffer;
}

const claimsSchema = z.strictObject({
  iss: z.enum(['gateway', 'coalition']),
  aud: z.string(),
  iat: z.int(),
  jti: z.string().min(1).max(64),
  path: z.string(),
  body: z.string(),
  caller: callerSchema.nullable(),
});
type Claims = z.infer<typeof claimsSchema>;

const digestOf = (body: string | Buffer): string => hash('sha256', body, 'base64url');

/**
 * Makes the headers of requests that one signer sends.
 * @param sessions where it has a session with the audience, a keyed hash stands in the place of the signature
 */
export const assertionsBy =
  (signer: Signer, keys: SigningKeys, sessions?: SignerSessions) =>
  (
    audience: string,
    { path, body }: Request,
    caller: Caller | null,
  ): Record<string, string> & { [ASSERTION_HEADER]: string } => {
    const claims: Claims = {
      iss: signer,
      aud: audience,
      iat: Math.floor(Date.now() / 1000),
      jti: randomUUID(),
      path,
      body: digestOf(body),
      caller,
    };
    const session = sessions?.with(audience);
    if (!session) return { [ASSERTION_HEADER]: keys.sign(claims) };
    const text = `${SESSION_PART}.${encodePart(claims)}`;
    const mac = macOf(text, session.key);
    return { [ASSERTION_HEADER]: `${text}.${mac}`, [GRANT_HEADER]: session.grant };
  };

/** The header of assertions that are made with the key of a session. */
const SESSION_PART = encodePart({ alg: 'HS256' });

/** What a verified assertion says. */
export interface Asserted {
  signer: Signer;
  caller: Caller | null;
}

/** An assertion whose signature, audience, time and path are verified. Its body is still to be verified. */
export interface VerifiedHeader {
  /** What the assertion says; null where it is about another body, or was used before. */
  verifyBody(body: string | Buffer): Asserted | null;
}

/**
 * Verifies assertions for one audience. One process accepts each assertion once. Another process of the same
 * organisation does not know of it, and would accept it again until it is too old.
 * @param keys the public keys of each signer that is accepted
 */
export function assertionsFor(
  audience: string,
  keys: Readonly<Partial<Record<Signer, KeySet>>>,
  now: () => number = Date.now,
) {
  const sessions = serverSessions(audience, (signer) => keys[signer as Signer], now);
  const isFirstUse = createReplayGuard((2 * MOST_APART + 1) * 1000, now);
  /** `iat` is in whole seconds, so an assertion that is 30 s old may seem almost 31 s old. */
  const isRecent = (iat: number): boolean => {
    const age = now() / 1000 - iat;
    return age < MOST_APART + 1 && age >= -MOST_APART;
  };

  const claimsOf = async (token: string, grant: string | undefined): Promise<Claims | null> => {
    if (grant === undefined) return signedClaims(token, keys);
    const session = await sessions.of(grant);
    return session && claimsInSession(token, session);
  };

  return {
    /** What an answer to a signed request tells its signer, so that a session can be granted. */
    share: sessions.share,

    /**
     * Null where the token is no recent assertion of an accepted signer for this audience and path.
     * @param grant the grant of the session that the assertion is made in; undefined where it is signed
     */
    async verify(token: string, path: string, grant?: string): Promise<VerifiedHeader | null> {
      const claims = await claimsOf(token, grant);
      if (!claims || claims.aud !== audience || claims.path !== path) return null;
      if (!isRecent(claims.iat)) return null;
      // The coalition signs for no caller.
      if (claims.iss === 'coalition' && claims.caller !== null) return null;
      return {
        // The age is checked again: a body may arrive so slowly that the guard has forgotten the id meanwhile.
        verifyBody: (body) =>
          isRecent(claims.iat) && claims.body === digestOf(body) && isFirstUse(claims.jti)
            ? { signer: claims.iss, caller: claims.caller }
            : null,
      };
    },
  };
}

/** Verifies the assertions for one audience. */
export type Assertions = ReturnType<typeof assertionsFor>;

async function signedClaims(
  token: string,
  keys: Readonly<Partial<Record<Signer, KeySet>>>,
): Promise<Claims | null> {
  try {
    const signer = keys[claimedSigner(token)];
    if (!signer) return null;
    const { payload } = await compactVerify(token, signer.find, { algorithms: ['EdDSA'] });
    return claimsSchema.parse(JSON.parse(Buffer.from(payload).toString()));
  } catch {
    return null;
  }
}

function claimsInSession(token: string, { signer, key }: GrantedSession): Claims | null {
  const [header, payload, mac = '', ...rest] = token.split('.');
  if (header !== SESSION_PART || rest.length > 0) return null;
  if (!isMacOf(mac, `${header}.${payload}`, key)) return null;
  const { success, data } = claimsSchema.safeParse(decodePart(payload));
  return success && data.iss === signer ? data : null;
}

/** The signer that an unverified token names. The token is then verified with that signer's keys. */
const claimedSigner = (token: string): Signer =>
  claimsSchema.shape.iss.parse((decodePart(token.split('.')[1]) as { iss?: unknown }).iss);
