/**
 * The key that a signer and a server agree on for a few minutes, so that requests between the two cost a keyed hash in
 * place of a signature. Each gives a share (X25519, RFC 7748), and the key follows from both (HKDF, RFC 5869). The
 * signer signs its share together with the server's: see sessions-of-signer.ts.
 */
import {
  createHmac,
  createPublicKey,
  createSecretKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  timingSafeEqual,
} from 'node:crypto';

/** One half of an agreement. */
export interface OwnShare {
  /** What the other one is given: the public key, in base64url. */
  readonly share: string;
  readonly privateKey: KeyObject;
}

/** Whom a key is between, and the shares that it follows from. It fits nobody else, as all of it goes into the key. */
export interface Agreement {
  readonly signer: string;
  readonly audience: string;
  readonly ofSigner: string;
  readonly ofServer: string;
}

/** A share that was never used. */
export function newShare(): OwnShare {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  return { share: String(publicKey.export({ format: 'jwk' }).x), privateKey };
}

/** The key of an agreement, by either side. @throws Error where the other's share is none */
export function sessionKey(
  own: OwnShare,
  { signer, audience, ofSigner, ofServer }: Agreement,
): KeyObject {
  const x = own.share === ofSigner ? ofServer : ofSigner;
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x }, format: 'jwk' });
  const secret = diffieHellman({ privateKey: own.privateKey, publicKey });
  const info = JSON.stringify(['groundswell-session', signer, audience, ofSigner, ofServer]);
  return createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', info, 32)));
}

/** The keyed hash of a text, in base64url: what stands in the place of a signature. */
export const macOf = (text: string, key: KeyObject): string =>
  createHmac('sha256', key).update(text).digest('base64url');

/** Whether it is the keyed hash of a text, in a time that tells nothing of it. */
export function isMacOf(mac: string, text: string, key: KeyObject): boolean {
  const [given, right] = [Buffer.from(mac), Buffer.from(macOf(text, key))];
  return given.length === right.length && timingSafeEqual(given, right);
}
