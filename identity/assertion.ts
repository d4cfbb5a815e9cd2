/**
 * What the gateway, or the coalition, says to one audience with each request: that it is they who ask, what
 * exactly they ask, and for whom. Signed, so that nobody else can say it, and good once.
 */
import { createHash, randomUUID } from 'node:crypto';
import { compactVerify } from 'jose';
import { z } from 'zod';
import { type Caller, callerSchema } from './caller.ts';
import type { KeySet } from './key-set.ts';
import { onceWithin } from './once.ts';
import type { SigningKeys } from './signing-keys.ts';

/** The header that carries an assertion. */
export const ASSERTION_HEADER = 'groundswell-assertion';

/** How far, in seconds, an assertion may lie in the past, and as clocks differ in the future. */
const MOST_APART = 30;

/** Who signs: the gateway for whoever asks it, the coalition for itself alone. */
export type Signer = 'gateway' | 'coalition';

/** A request as it is made. */
export interface Request {
  /** With the query: `/feed?after=7`. */
  path: string;
  /** Exactly as it is sent; empty where there is none. */
  body: string | Buffer;
}

const assertion = z.strictObject({
  iss: z.enum(['gateway', 'coalition']),
  aud: z.string(),
  iat: z.int(),
  jti: z.string().min(1).max(64),
  path: z.string(),
  body: z.string(),
  caller: callerSchema.nullable(),
});

const digestOf = (body: string | Buffer): string =>
  createHash('sha256').update(body).digest('base64url');

/** Makes the headers of requests of one signer. */
export const assertionsBy =
  (signer: Signer, keys: SigningKeys) =>
  async (audience: string, { path, body }: Request, caller: Caller | null) => ({
    [ASSERTION_HEADER]: await keys.sign({
      iss: signer,
      aud: audience,
      iat: Math.floor(Date.now() / 1000),
      jti: randomUUID(),
      path,
      body: digestOf(body),
      caller,
    } satisfies z.infer<typeof assertion>),
  });

/** What an assertion said. */
export interface Asserted {
  signer: Signer;
  caller: Caller | null;
}

/** An assertion whose signature, audience, time and path are right; what it is about is still to come. */
export interface Pending {
  /** What it said, where this is the body that it is about and it comes for the first time; null otherwise. */
  complete(body: string | Buffer): Asserted | null;
}

/**
 * Verifies assertions made for one audience. Each is taken once by one process; another process of the same
 * organisation cannot know, so there it might be taken again while it is young.
 * @param keys whose keys each signer's are
 */
export function assertionsFor(
  audience: string,
  keys: Readonly<Partial<Record<Signer, KeySet>>>,
  now: () => number = Date.now,
) {
  const once = onceWithin((2 * MOST_APART + 1) * 1000, now);
  /** `iat` is in whole seconds, so one made 30 s ago may say almost 31. */
  const isOfNow = (iat: number): boolean => {
    const age = now() / 1000 - iat;
    return age < MOST_APART + 1 && age >= -MOST_APART;
  };

  /** Null when it is not one that a signer known here made for this audience and path, now. */
  return async (token: string, path: string): Promise<Pending | null> => {
    const said = await verified(token, keys);
    if (!said || said.aud !== audience || said.path !== path) return null;
    if (!isOfNow(said.iat)) return null;
    // The coalition speaks for itself alone, and nobody speaks for the coalition but itself.
    if (said.iss === 'coalition' && said.caller !== null) return null;
    return {
      // Its time is looked at again: a body may come so slowly that its id would be forgotten meanwhile.
      complete: (body) =>
        isOfNow(said.iat) && said.body === digestOf(body) && once(said.jti)
          ? { signer: said.iss, caller: said.caller }
          : null,
    };
  };
}

async function verified(
  token: string,
  keys: Readonly<Partial<Record<Signer, KeySet>>>,
): Promise<z.infer<typeof assertion> | null> {
  try {
    const signer = keys[claimedBy(token)];
    if (!signer) return null;
    const { payload } = await compactVerify(token, signer.find, { algorithms: ['EdDSA'] });
    return assertion.parse(JSON.parse(Buffer.from(payload).toString()));
  } catch {
    return null;
  }
}

/** Whom it claims to be of, before that is verified: by whose keys it is verified then. */
function claimedBy(token: string): Signer {
  const payload: unknown = JSON.parse(
    Buffer.from(token.split('.')[1] ?? '', 'base64url').toString(),
  );
  return assertion.shape.iss.parse((payload as { iss?: unknown }).iss);
}
