/** The OpenID provider of one organisation, as the local issuer runs it. */
import { randomBytes } from 'node:crypto';
import type { Configuration, interactionPolicy, KoaContextWithOIDC, Provider } from 'oidc-provider';
import { RIGHTS } from '../../identity/rights.ts';
import { peopleOf } from '../sample/people.ts';
import { CLIENTS } from './clients.ts';
import { ALGORITHM, keysOf } from './keys.ts';
import { isLoopback } from './loopback.ts';
import { loadQuietly } from './quiet-provider.ts';

/** The name of the API among resources (RFC 8707 wants an address); its tokens say `AUDIENCE`. */
const API = 'urn:groundswell:api';
const AUDIENCE = 'groundswell';

/** What a page may ask for, to be held to it: rights, and a scope that is none. */
const SCOPES = ['groundswell:public', ...Object.keys(RIGHTS)].join(' ');

const HOUR_S = 60 * 60;

/** How long tokens are good, in seconds. A person's are pasted into shells, an application gets itself another. */
const TTL = {
  AccessToken: 12 * HOUR_S,
  IdToken: 12 * HOUR_S,
  ClientCredentials: HOUR_S / 6,
  RefreshToken: 24 * HOUR_S,
  Grant: 24 * HOUR_S,
  Interaction: HOUR_S,
  Session: HOUR_S,
};

/** Makes the provider of an organisation, whose issuer is `<base>/<organisation>`. */
export async function providerOf(organisation: string, base: string): Promise<Provider> {
  const { Provider: Made, interactionPolicy: policies } = await loadQuietly();
  const configuration = await configurationOf(organisation, whoIsAskedEachTime(policies));
  const provider = new Made(`${base}/${organisation}`, configuration);
  provider.Client.prototype.redirectUriAllowed = isLoopback;
  provider.Client.prototype.postLogoutRedirectUriAllowed = isLoopback;
  return provider;
}

async function configurationOf(
  organisation: string,
  policy: interactionPolicy.DefaultPolicy,
): Promise<Configuration> {
  const people = new Map(peopleOf(organisation).map((person) => [person.id, person]));
  return {
    clients: CLIENTS,
    jwks: { keys: (await keysOf(organisation)).keys },
    clientDefaults: { id_token_signed_response_alg: ALGORITHM },
    ttl: TTL,
    // Cookies of all organisations are this machine's: each has a path and names of its own.
    cookies: {
      keys: [randomBytes(32)],
      names: { session: `session-${organisation}`, interaction: 'sign-in', resume: 'resume' },
      long: { path: `/${organisation}` },
    },
    claims: { openid: ['sub', 'roles'], profile: ['name'] },
    findAccount: (_context, id) => {
      const person = people.get(id);
      if (!person) return undefined;
      const claims = { sub: id, name: person.name, roles: [...person.roles] };
      return { accountId: id, claims: () => claims };
    },
    extraTokenClaims: (_context, token) => {
      const person = 'accountId' in token ? people.get(token.accountId) : undefined;
      return person && { roles: [...person.roles] };
    },
    pkce: { required: () => true },
    clientBasedCORS: (_context, origin) => isLoopback(origin),
    interactions: {
      url: (_context, { uid }) => `/${organisation}/sign-in/${uid}`,
      policy,
    },
    loadExistingGrant: everythingAskedFor,
    issueRefreshToken: (_context, client, code) =>
      client.grantTypeAllowed('refresh_token') && code.scopes.has('offline_access'),
    renderError: (context, { error, error_description: description }) => {
      context.type = 'text/plain';
      context.body = `${error}: ${description}`;
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      revocation: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => API,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: SCOPES,
          audience: AUDIENCE,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: ALGORITHM } },
        }),
      },
    },
  };
}

/** Who signs in is asked each time, so that it can be someone else each time. Nobody has to consent. */
function whoIsAskedEachTime({ base, Check }: typeof interactionPolicy) {
  const policy = base();
  policy.remove('consent');
  policy
    .get('login')
    ?.checks.add(
      new Check('asked', 'Who it is has to be chosen', ({ oidc }) =>
        oidc.result?.['login'] ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT,
      ),
    );
  return policy;
}

/** What a client asks for, it gets: these are its own developers. */
async function everythingAskedFor({ oidc }: KoaContextWithOIDC) {
  const { client, session, provider, params } = oidc;
  if (!client || !session?.accountId) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  const asked = params?.['scope'];
  const scope = typeof asked === 'string' ? asked : 'openid';
  grant.addOIDCScope(scope);
  grant.addResourceScope(API, scope);
  await grant.save();
  return grant;
}
