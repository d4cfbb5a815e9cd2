/**
 * Signing in by the authorisation code flow with PKCE (RFC 7636), as the current practice for browsers has it
 * (RFC 9700): no secret, no token in an address, and the token in the memory of this page alone.
 */
import { CLIENT_ID } from './settings.js';

/** What has to outlive the way to the issuer and back. It is worth nothing without the code that comes back. */
const BEGUN = 'sign-in';

/** This page's own address: the issuer has to know it, and sends people back to nowhere else. */
const here = () => location.origin + location.pathname;

/** Leaves for the issuer of someone's organisation. */
export async function beginSignIn(issuer) {
  const { authorization_endpoint: endpoint } = await described(issuer);
  const begun = { issuer, verifier: random(), state: random() };
  sessionStorage.setItem(BEGUN, JSON.stringify(begun));
  const address = new URL(endpoint);
  address.search = new URLSearchParams({
    response_type: 'code',
    client_id: CLIENT_ID,
    redirect_uri: here(),
    // Auth0 and Entra also need to know for which API: by `audience`, or by a scope of it.
    scope: 'openid',
    state: begun.state,
    code_challenge: base64url(await digest(begun.verifier)),
    code_challenge_method: 'S256',
  }).toString();
  location.assign(address);
}

/**
 * Completes what was begun, when the issuer led back here.
 * @returns the token and when it ends, in milliseconds; null when nobody comes back
 * @throws Error in words for whoever sits there
 */
export async function completeSignIn() {
  const came = new URLSearchParams(location.search);
  if (!came.has('state')) return null;
  const begun = JSON.parse(sessionStorage.getItem(BEGUN) ?? 'null');
  sessionStorage.removeItem(BEGUN);
  // Neither a reload nor the history does it again.
  history.replaceState(null, '', here());
  if (begun?.state !== came.get('state'))
    throw new Error('This sign-in was not begun here. Please sign in again.');
  // Another issuer may not answer for this one (RFC 9207).
  if (came.has('iss') && came.get('iss') !== begun.issuer)
    throw new Error('Another issuer answered than was asked. Please sign in again.');
  if (!came.has('code'))
    throw new Error(
      `You were not signed in: ${came.get('error_description') ?? 'no reason given'}.`,
    );
  return exchange(begun, came.get('code'));
}

async function exchange({ issuer, verifier }, code) {
  const { token_endpoint: endpoint } = await described(issuer);
  const response = await fetch(endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: CLIENT_ID,
      redirect_uri: here(),
      code,
      code_verifier: verifier,
    }),
  });
  const answer = await response.json();
  if (!response.ok)
    throw new Error(`You were not signed in: ${answer.error_description ?? answer.error}.`);
  return { token: answer.access_token, until: Date.now() + answer.expires_in * 1000 };
}

/** What an issuer says of itself (OpenID Connect Discovery 1.0). */
async function described(issuer) {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const description = await response.json();
  if (description.issuer !== issuer)
    throw new Error('The issuer of this organisation is not who it says. Please tell them.');
  return description;
}

const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));

const digest = async (text) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));

const base64url = (bytes) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
