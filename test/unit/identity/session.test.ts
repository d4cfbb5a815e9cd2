import { describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import {
  ASSERTION_HEADER,
  type Assertions,
  assertionsBy,
  assertionsFor,
  type Signer,
} from '../../../identity/assertion.ts';
import { encodePart } from '../../../identity/compact-jws.ts';
import type { KeySet } from '../../../identity/key-set.ts';
import { macOf, newShare, sessionKey } from '../../../identity/session-key.ts';
import {
  GRANT_HEADER,
  type Session,
  SESSION_MS,
  signerSessions,
} from '../../../identity/sessions-of-signer.ts';
import { serverSessions } from '../../../identity/sessions-of-server.ts';
import { anOrganiser } from '../../support/callers.ts';
import { publishedKeys, someSigners, someSigningKeys } from '../../support/identity.ts';

const signers = await someSigners();
const request = { path: '/organisation', body: '{"query":"{ __typename }"}' };
const caller = anOrganiser('unite');

/** The gateway, with sessions of its own. */
function aGateway(now: () => number = Date.now, keys = signers.keys.gateway) {
  const sessions = signerSessions('gateway', keys, now);
  return { sessions, headers: assertionsBy('gateway', keys, sessions) };
}

/** What a server takes from the headers of a request; null where it refuses them. */
async function taken(server: Assertions, headers: Record<string, string>) {
  const { [ASSERTION_HEADER]: token = '', [GRANT_HEADER]: grant } = headers;
  return (await server.verify(token, request.path, grant))?.verifyBody(request.body) ?? null;
}

/** The gateway and Unite, in a session. */
function aSession(now: () => number = Date.now) {
  const unite = assertionsFor('unite', signers.trusted, now);
  const gateway = aGateway(now);
  gateway.sessions.begin('unite', unite.share);
  return { unite, ...gateway, inSession: () => gateway.headers('unite', request, caller) };
}

/** Headers with these claims, by whoever has the key of a session. */
function withKeyOf({ grant, key }: Session, claims: object): Record<string, string> {
  const text = `${encodePart({ alg: 'HS256' })}.${encodePart(claims)}`;
  return { [ASSERTION_HEADER]: `${text}.${macOf(text, key)}`, [GRANT_HEADER]: grant };
}

/** The claims of a request to a server. */
const claimsFor = (audience: string) =>
  decodeJwt(aGateway().headers(audience, request, caller)[ASSERTION_HEADER]);

describe('a request in a session', () => {
  test('says who asks, and has no signature', async () => {
    const { unite, inSession } = aSession();
    const headers = inSession();
    expect(Object.keys(headers).toSorted()).toEqual([ASSERTION_HEADER, GRANT_HEADER].toSorted());
    expect(await taken(unite, headers)).toEqual({ signer: 'gateway', caller });
    expect(await taken(unite, inSession())).toEqual({ signer: 'gateway', caller });
  });

  test('is taken once', async () => {
    const { unite, inSession } = aSession();
    const headers = inSession();
    expect(await taken(unite, headers)).not.toBeNull();
    expect(await taken(unite, headers)).toBeNull();
  });

  test('is refused where one character of its assertion or its grant is another', async () => {
    const { unite, inSession } = aSession();
    for (const name of [ASSERTION_HEADER, GRANT_HEADER]) {
      const headers: Record<string, string> = inSession();
      const text = headers[name] ?? '';
      // The last character of a signature has two bits that mean nothing.
      for (let at = 0; at < text.length - 1; at += 7) {
        const other = text[at] === 'A' ? 'B' : 'A';
        const changed = text.slice(0, at) + other + text.slice(at + 1);
        expect(await taken(unite, { ...headers, [name]: changed })).toBeNull();
      }
      expect(await taken(unite, headers)).not.toBeNull();
    }
  });

  test('is refused without its grant, and with that of another session', async () => {
    const { unite, inSession } = aSession();
    const { [ASSERTION_HEADER]: token } = inSession();
    const other = aGateway();
    other.sessions.begin('unite', unite.share);
    const { [GRANT_HEADER]: grant = '' } = other.headers('unite', request, caller);
    expect(await taken(unite, { [ASSERTION_HEADER]: token })).toBeNull();
    expect(await taken(unite, { [ASSERTION_HEADER]: token, [GRANT_HEADER]: grant })).toBeNull();
  });

  test('is refused for another path and another body', async () => {
    const { unite, inSession } = aSession();
    const headers: Record<string, string> = inSession();
    const { [ASSERTION_HEADER]: token = '', [GRANT_HEADER]: grant } = headers;
    expect(await unite.verify(token, '/union', grant)).toBeNull();
    expect((await unite.verify(token, request.path, grant))?.verifyBody('{}')).toBeNull();
  });

  test('is refused by another process of the same server', async () => {
    const { inSession } = aSession();
    expect(await taken(assertionsFor('unite', signers.trusted), inSession())).toBeNull();
  });

  test('is not signed for the coalition by who has a session as the gateway', async () => {
    const { unite, sessions } = aSession();
    const session = sessions.with('unite')!;
    const spokenBy = (iss: Signer) =>
      withKeyOf(session, { ...claimsFor('unite'), caller: null, iss });
    expect(await taken(unite, spokenBy('coalition'))).toBeNull();
    expect(await taken(unite, spokenBy('gateway'))).not.toBeNull();
  });
});

test.each([
  ['with another header', (token: string) => token.replace(/^[^.]+/, encodePart({ alg: 'none' }))],
  ['with a further part', (token: string) => `${token}.x`],
  ['without its last part', (token: string) => token.split('.').slice(0, 2).join('.')],
])('an assertion %s is refused', async (_what, change) => {
  const { unite, sessions, inSession } = aSession();
  const { key } = sessions.with('unite')!;
  const { [ASSERTION_HEADER]: token, ...grant } = inSession();
  const changed = change(token);
  const [header, payload] = changed.split('.');
  // Whoever has the key can make the hash of any text.
  const hashed = changed.replace(/[^.]+(\.x)?$/, `${macOf(`${header}.${payload}`, key)}$1`);
  for (const text of [changed, hashed])
    expect(await taken(unite, { ...grant, [ASSERTION_HEADER]: text })).toBeNull();
});

describe('a server takes a grant', () => {
  const now = Math.floor(Date.now() / 1000);
  const server = serverSessions(
    'unite',
    () => signers.trusted.gateway,
    () => now * 1000,
  );
  const grantOf = (change: object) =>
    signers.keys.gateway.sign({
      iss: 'gateway',
      aud: 'unite',
      iat: now,
      own: newShare().share,
      yours: server.share,
      ...change,
    });

  test('for itself', async () => {
    expect(await server.of(grantOf({}))).toMatchObject({ signer: 'gateway' });
    expect(await server.of(grantOf({ iat: now + 30 }))).not.toBeNull();
  });

  test.each<[string, object]>([
    ['for another audience', { aud: 'labour' }],
    ['for another share', { yours: newShare().share }],
    ['of the future', { iat: now + 31 }],
    ['with what is no share', { own: 'x' }],
    ['with more in it', { sub: 'x' }],
  ])('not %s', async (_what, change) => {
    expect(await server.of(grantOf(change))).toBeNull();
  });
});

test('the key of a session follows from both shares, and from whom it is between', () => {
  const [signer, server] = [newShare(), newShare()];
  const agreement = {
    signer: 'gateway',
    audience: 'unite',
    ofSigner: signer.share,
    ofServer: server.share,
  };
  const keyOf = (change: object) =>
    sessionKey(signer, { ...agreement, ...change })
      .export()
      .toString('hex');
  expect(sessionKey(server, agreement).export().toString('hex')).toBe(keyOf({}));
  for (const change of [
    { audience: 'labour' },
    { signer: 'coalition' },
    { ofServer: newShare().share },
  ])
    expect(keyOf(change)).not.toBe(keyOf({}));
});

describe('whoever has the key of one session', () => {
  test('can speak to no other server with it', async () => {
    const { sessions } = aSession();
    const headers = withKeyOf(sessions.with('unite')!, claimsFor('labour'));
    expect(await taken(assertionsFor('labour', signers.trusted), headers)).toBeNull();
  });

  test('cannot grant another', async () => {
    const unite = assertionsFor('unite', signers.trusted);
    const stranger = aGateway(Date.now, await someSigningKeys());
    stranger.sessions.begin('unite', unite.share);
    expect(await taken(unite, stranger.headers('unite', request, null))).toBeNull();
  });
});

test('a grant is no assertion, and an assertion no grant', async () => {
  const { unite, inSession } = aSession();
  const headers: Record<string, string> = inSession();
  const signed = aGateway().headers('unite', request, null)[ASSERTION_HEADER];
  expect(await taken(unite, { [ASSERTION_HEADER]: headers[GRANT_HEADER]! })).toBeNull();
  expect(await taken(unite, { ...headers, [GRANT_HEADER]: signed })).toBeNull();
});

describe('a session', () => {
  test('ends after four minutes at its signer, and half a minute later at its server', async () => {
    const start = Math.floor(Date.now() / 1000) * 1000;
    let at = start;
    const { unite, sessions } = aSession(() => at);
    const session = sessions.with('unite')!;
    const isTaken = async (): Promise<boolean> => {
      const claims = { ...claimsFor('unite'), iat: at / 1000 };
      return (await taken(unite, withKeyOf(session, claims))) !== null;
    };
    at = start + SESSION_MS - 1_000;
    expect([sessions.with('unite') !== undefined, await isTaken()]).toEqual([true, true]);
    at = start + SESSION_MS + 29_000;
    expect([sessions.with('unite') !== undefined, await isTaken()]).toEqual([false, true]);
    at = start + SESSION_MS + 31_000;
    expect([sessions.with('unite') !== undefined, await isTaken()]).toEqual([false, false]);
  });

  test('ends when its signer withdraws a key', async () => {
    let [current, withdrawals] = [publishedKeys(signers.keys.gateway), 0];
    const gateway: KeySet = {
      find: async (header, token) => current.find(header, token),
      withdrawals: () => withdrawals,
    };
    const unite = assertionsFor('unite', { gateway });
    const { sessions, headers } = aGateway();
    sessions.begin('unite', unite.share);
    expect(await taken(unite, headers('unite', request, null))).not.toBeNull();
    [current, withdrawals] = [publishedKeys(await someSigningKeys()), 1];
    expect(await taken(unite, headers('unite', request, null))).toBeNull();
  });

  test('is not begun with what is no share, nor for a minute after one was refused', () => {
    let at = Date.now();
    const { sessions } = aGateway(() => at);
    const nothing = Buffer.alloc(32).toString('base64url');
    for (const share of ['', 'x', nothing]) {
      sessions.begin('unite', share);
      expect(sessions.with('unite')).toBeUndefined();
      at += 60_000;
    }
    const { share } = newShare();
    sessions.begin('labour', nothing);
    sessions.begin('labour', share);
    expect(sessions.with('labour')).toBeUndefined();
    sessions.begin('unite', share);
    const session = sessions.with('unite');
    expect(session).toBeDefined();
    sessions.begin('unite', newShare().share);
    expect(sessions.with('unite')).toBe(session);
    sessions.end('unite');
    sessions.begin('unite', share);
    expect(sessions.with('unite')).toBeUndefined();
    at += 60_000;
    sessions.begin('unite', share);
    expect(sessions.with('unite')).toBeDefined();
  });
});
