/**
 * A causal token as a client carries it: the offsets of its latest writes, encrypted. It reveals to nobody which
 * organisation's feed has how many entries, and only a gateway can make or read one.
 */
import { hkdfSync } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { CompactEncrypt, compactDecrypt } from 'jose';
import { z } from 'zod';
import type { Offset } from '../../schema/feed-offsets.ts';

/** The header of the token: on responses to mutations, and on whatever the client asks next. */
export const CAUSAL_TOKEN_HEADER = 'groundswell-written';

const LONGEST_TOKEN = 4_096;

/** A token names no more organisations than this: those that were written to last. */
const MOST_OWNERS = 30;

const ALGORITHM = { alg: 'dir', enc: 'A256GCM' };

/** An offset, and when its organisation reported it, in milliseconds since 1970. */
export interface ReportedOffset {
  offset: Offset;
  reportedAt: number;
}

/** Offsets by the id of their organisation, in the order in which these were last written to. */
export type WrittenOffsets = Map<string, ReportedOffset>;

const wholeNumber = z.int().nonnegative();
const content = z
  .array(z.tuple([z.string(), wholeNumber.nullable(), wholeNumber]))
  .max(MOST_OWNERS);

/** The key of tokens, which follows from a secret that all gateways share. */
export const tokenKey = (secret: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, '', CAUSAL_TOKEN_HEADER, 32));

export function encryptToken(written: WrittenOffsets, key: Uint8Array): Promise<string> {
  const latest = [...written]
    .slice(-MOST_OWNERS)
    .map(([owner, { offset, reportedAt }]): z.infer<typeof content>[number] => [
      owner,
      offset,
      reportedAt,
    ]);
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(latest)))
    .setProtectedHeader(ALGORITHM)
    .encrypt(key);
}

/**
 * Reads the token of a request; no offsets when the request has none.
 * @throws BAD_REQUEST (400) when it is not a token of these gateways
 */
export async function decryptToken(
  token: string | string[] | undefined,
  key: Uint8Array,
): Promise<WrittenOffsets> {
  if (token === undefined) return new Map();
  try {
    if (typeof token !== 'string' || token.length > LONGEST_TOKEN) throw new Error('too long');
    const { plaintext } = await compactDecrypt(token, key, {
      keyManagementAlgorithms: [ALGORITHM.alg],
      contentEncryptionAlgorithms: [ALGORITHM.enc],
    });
    const latest = content.parse(JSON.parse(new TextDecoder().decode(plaintext)));
    return new Map(latest.map(([owner, offset, reportedAt]) => [owner, { offset, reportedAt }]));
  } catch {
    throw new GraphQLError(
      `${CAUSAL_TOKEN_HEADER}: expected the value of that header in an earlier answer, but got another. Leave it out.`,
      { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } },
    );
  }
}
