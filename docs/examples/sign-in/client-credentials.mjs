/**
 * Tokens of a registered application, by the client credentials grant (RFC 6749, 4.4). One is kept until shortly
 * before it expires, so that a thousand requests cost one token.
 */

/** So long before its end, in milliseconds, a token counts as over: it has to last for the request, too. */
const EARLY_MS = 30_000;

/**
 * @param {{ issuer: string, clientId: string, clientSecret: string, scope: string }} application
 * @returns a function that answers a token; a new one when it is called because the last was refused
 */
export function applicationTokens(application) {
  let kept;
  const isGood = () => kept && Date.now() < kept.until - EARLY_MS;
  return async ({ refused } = {}) => {
    if (!isGood() || refused === kept.token) kept = await newToken(application);
    return kept.token;
  };
}

async function newToken({ issuer, clientId, clientSecret, scope }) {
  const described = await json(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  if (described.issuer !== issuer)
    throw new Error(`Expected the issuer ${issuer}, but it calls itself ${described.issuer}.`);
  const credentials = [clientId, clientSecret].map(encodeURIComponent).join(':');
  const { access_token: token, expires_in: seconds } = await json(described.token_endpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
    // Some issuers need to know for which API it is: Auth0 by `audience`, Entra within `scope`.
    body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
  });
  return { token, until: Date.now() + (seconds ?? 60) * 1000 };
}

async function json(url, options) {
  const response = await fetch(url, { ...options, signal: AbortSignal.timeout(10_000) });
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  const why = answer.error_description ?? answer.error ?? 'no reason given';
  throw new Error(`${new URL(url).origin} answered ${response.status}: ${why}.`);
}
