/** A real OpenID provider as someone else runs it, as a process; and a browser that signs in there. */
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose';
import * as oidc from 'openid-client';
import { freePorts } from '../../development/start/free-ports.ts';

const RETURN_TO = 'http://127.0.0.1:9/signed-in';
const ALGORITHM = 'RS256';

/** A key that the provider signs with, and what a forger would need of it. */
export interface ProviderKey {
  jwk: JWK;
  kid: string;
  privateKey: CryptoKey;
  publicKey: CryptoKey;
}

export async function aProviderKey(): Promise<ProviderKey> {
  const pair = await generateKeyPair(ALGORITHM, { extractable: true });
  const kid = randomUUID();
  const jwk = { ...(await exportJWK(pair.privateKey)), kid, alg: ALGORITHM, use: 'sig' };
  return { jwk, kid, ...pair };
}

export type OutsideIssuer = Awaited<ReturnType<typeof anOutsideIssuer>>;

/** Starts it. It signs with the first of its keys, and publishes all. */
export async function anOutsideIssuer(keys: readonly ProviderKey[]) {
  const [port] = await freePorts(1);
  const issuer = `http://127.0.0.1:${port}`;
  const program = fileURLToPath(new URL('outside-issuer.js', import.meta.url));
  const child = fork(program, { env: { ...process.env, ISSUER: issuer }, execArgv: [] });
  const ready = () => once(child, 'message');
  await ready();
  const publish = async (published: readonly ProviderKey[]) => {
    const done = ready();
    child.send({ keys: published.map(({ jwk }) => jwk) });
    await done;
  };
  await publish(keys);
  const discover = (client: string, authentication: oidc.ClientAuth) =>
    oidc.discovery(new URL(issuer), client, undefined, authentication, {
      execute: [oidc.allowInsecureRequests],
    });
  return {
    issuer,
    /** From now on these are its keys. */
    publish,
    /** A token of someone, by the authorisation code flow with PKCE, through the provider's own pages. */
    async signIn(login: string): Promise<string> {
      const config = await discover('an-app', oidc.None());
      const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
      const expectedState = oidc.randomState();
      const begin = oidc.buildAuthorizationUrl(config, {
        redirect_uri: RETURN_TO,
        scope: 'openid',
        state: expectedState,
        code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
        code_challenge_method: 'S256',
      });
      const back = await walk(begin, [
        { prompt: 'login', login, password: 'x' },
        { prompt: 'consent' },
      ]);
      const checks = { pkceCodeVerifier, expectedState };
      return (await oidc.authorizationCodeGrant(config, back, checks)).access_token;
    },
    /** A token of the application that is registered there. */
    async application(scope: string): Promise<string> {
      const config = await discover('a-website', oidc.ClientSecretBasic('of-the-website'));
      return (await oidc.clientCredentialsGrant(config, { scope })).access_token;
    },
    async close() {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}

/** Goes where it is led, and fills in a form wherever it is led no further, until it is led back. */
async function walk(begin: URL, forms: Record<string, string>[]): Promise<URL> {
  const cookies = new Map<string, string>();
  const visit = async (address: URL, form?: Record<string, string>): Promise<URL | null> => {
    const response = await fetch(address, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const text of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(text) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    return location === null ? null : new URL(location, address);
  };
  const left = [...forms];
  let at = begin;
  while (!at.href.startsWith(RETURN_TO)) {
    const next = (await visit(at)) ?? (await visit(at, left.shift()));
    if (!next) throw new Error(`Expected to be led on from ${at.href}.`);
    at = next;
  }
  return at;
}
