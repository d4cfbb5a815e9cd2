/**
 * An OpenID provider as someone else runs it, in a process of its own: nothing of it is the house's. Its subjects are
 * no members' ids, its roles have names of its own and stand deep in the token, and its pages are the library's.
 * It receives its keys in messages, so that they can rotate while it runs.
 */
import { createServer } from 'node:http';

console.info = console.warn = () => undefined;
const { Provider } = await import('oidc-provider');

const issuer = process.env.ISSUER;
const API = 'https://api.groundswell.example/';

const client = {
  client_id: 'an-app',
  token_endpoint_auth_method: 'none',
  redirect_uris: ['http://127.0.0.1:9/signed-in'],
};
const application = {
  client_id: 'a-website',
  client_secret: 'of-the-website',
  grant_types: ['client_credentials'],
  response_types: [],
  redirect_uris: [],
};

const configuration = (keys) => ({
  clients: [client, application],
  jwks: { keys },
  cookies: { keys: ['outside'] },
  ttl: {
    AccessToken: 600,
    ClientCredentials: 600,
    Interaction: 60,
    Session: 60,
    Grant: 600,
    IdToken: 60,
  },
  pkce: { required: () => true },
  findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  extraTokenClaims: (_context, { accountId }) =>
    accountId && { realm_access: { roles: [`${accountId}-of-policy`, 'offline_access'] } },
  features: {
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => API,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: 'events:manage ideas:submit members:read',
        audience: 'groundswell',
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: keys[0].alg, kid: keys[0].kid } },
      }),
    },
  },
});

let answer = (_request, response) => response.writeHead(503).end();
const server = createServer((request, response) => answer(request, response));

process.on('message', ({ keys }) => {
  answer = new Provider(issuer, configuration(keys)).callback();
  process.send('ready');
});
process.on('disconnect', () => process.exit());
server.listen(Number(new URL(issuer).port), '127.0.0.1', () => process.send('ready'));
