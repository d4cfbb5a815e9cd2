/** Signs in at the local issuer, over HTTP, as a frontend and a browser do together. */
import * as oidc from 'openid-client';
import { APPLICATION, FRONTEND } from './clients.ts';

/** Nobody is there: the issuer's answer says where to go, and that is read instead. */
const RETURN_TO = 'http://127.0.0.1/signed-in';

/** The issuer is at this machine, in the clear. */
const inTheClear = { execute: [oidc.allowInsecureRequests] };

/**
 * A token of someone, by the authorisation code flow with PKCE (RFC 6749, RFC 7636).
 * @param issuer the issuer of their organisation
 * @param person the subject: whom they choose to be on the page
 * @param scope the scopes of ours that a page asks for, with spaces between them; none when left out
 */
export async function signInAs(issuer: string, person: string, scope = ''): Promise<string> {
  const at = new URL(issuer);
  const config = await oidc.discovery(at, FRONTEND, undefined, oidc.None(), inTheClear);
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
  const expectedState = oidc.randomState();
  const begin = oidc.buildAuthorizationUrl(config, {
    redirect_uri: RETURN_TO,
    scope: `openid ${scope}`.trim(),
    state: expectedState,
    code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
  });
  const checks = { pkceCodeVerifier, expectedState };
  const tokens = await oidc.authorizationCodeGrant(config, await choose(begin, person), checks);
  return tokens.access_token;
}

/** A token of the application that is registered for development, by its client credentials. */
export async function signInAsApplication(issuer: string): Promise<string> {
  const { id, secret, scope } = APPLICATION;
  const authentication = oidc.ClientSecretBasic(secret);
  const config = await oidc.discovery(new URL(issuer), id, undefined, authentication, inTheClear);
  return (await oidc.clientCredentialsGrant(config, { scope })).access_token;
}

/** What a browser does: it is led to the page, chooses someone, and is led back. */
async function choose(begin: URL, person: string): Promise<URL> {
  const cookies = new Map<string, string>();
  const page = await visit(begin, cookies);
  let next = await visit(page, cookies, new URLSearchParams({ person }));
  while (!next.href.startsWith(RETURN_TO)) next = await visit(next, cookies);
  return next;
}

/**
 * Asks for an address, with the cookies so far, and keeps those that come.
 * @returns where the answer leads
 */
async function visit(address: URL, cookies: Map<string, string>, form?: URLSearchParams) {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(address, {
    redirect: 'manual',
    headers: { cookie },
    ...(form && { method: 'POST', body: form }),
  });
  for (const text of response.headers.getSetCookie()) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(text) ?? [];
    if (name !== undefined && value !== undefined) cookies.set(name, value);
  }
  const location = response.headers.get('location');
  if (location === null)
    throw new Error(
      `Expected the issuer to lead on from ${address.pathname}, but got the status ${response.status}: ${await response.text()}`,
    );
  return new URL(location, address);
}
