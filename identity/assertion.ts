/**
 * The signed assertion of a request between servers: who signs it, for which audience, what exactly is requested, and
 * for which caller. Nobody else can make one, and each is accepted once.
 */
import { hash, randomUUID } from 'node:crypto';
import { compactVerify } from 'jose';
import { z } from 'zod';
import { type Caller, callerSchema } from './caller.ts';
import type { KeySet } from './key-set.ts';
import { createReplayGuard } from './replay-guard.ts';
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

/** Makes the headers of requests that one signer sends. */
export const assertionsBy =
  (signer: Signer, keys: SigningKeys) =>
  (audience: string, { path, body }: Request, caller: Caller | null) => ({
    [ASSERTION_HEADER]: keys.sign({
      iss: signer,
      aud: audience,
      iat: Math.floor(Date.now() / 1000),
      jti: randomUUID(),
      path,
      body: digestOf(body),
      caller,
    } satisfies Claims),
  });

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
  const isFirstUse = createReplayGuard((2 * MOST_APART + 1) * 1000, now);
  /** `iat` is in whole seconds, so an assertion that is 30 s old may seem almost 31 s old. */
  const isRecent = (iat: number): boolean => {
    const age = now() / 1000 - iat;
    return age < MOST_APART + 1 && age >= -MOST_APART;
  };

  /** Null where the token is no recent assertion of an accepted signer for this audience and path. */
  return async (token: string, path: string): Promise<VerifiedHeader | null> => {
    const claims = await verifiedClaims(token, keys);
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
  };
}

async function verifiedClaims(
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

/** The signer that an unverified token names. The token is then verified with that signer's keys. */
function claimedSigner(token: string): Signer {
  const payload: unknown = JSON.parse(
    Buffer.from(token.split('.')[1] ?? '', 'base64url').toString(),
  );
  return claimsSchema.shape.iss.parse((payload as { iss?: unknown }).iss);
}
