/** The local issuer: an OpenID provider for each organisation, at `/<organisation>`. */
import type { FastifyInstance } from 'fastify';
import type Provider from 'oidc-provider';
import { createHttp, listen } from '../../platform/http/server.ts';
import type { Running } from '../../platform/run.ts';
import { peopleOf } from '../sample/people.ts';
import { providerOf } from './provider.ts';
import { PAGE_HEADERS, signInPage, tooLatePage } from './sign-in-page.ts';

/** Nobody but this machine reaches it: it lets anyone be anyone. */
const HOST = '127.0.0.1';

export interface IssuerOptions {
  /** Whose people sign in here, by id, and what they are called. */
  organisations: ReadonlyMap<string, string>;
  /** It is part of every issuer's name, so it cannot be any free one. */
  port: number;
}

/** The provider of an organisation; null where nobody of it signs in here. */
type Providers = (organisation: string) => Promise<Provider> | null;

/** Starts it. A provider is made when it is first asked for: there may be hundreds. */
export async function startIssuer({ organisations, port }: IssuerOptions): Promise<Running> {
  const made = new Map<string, Promise<Provider>>();
  const providers: Providers = (organisation) => {
    if (!organisations.has(organisation)) return null;
    const provider = made.get(organisation) ?? providerOf(organisation, `http://${HOST}:${port}`);
    made.set(organisation, provider);
    return provider;
  };
  const app = createHttp(async () => ({ ready: true }));
  await app.register(async (scope) => serveProviders(scope, providers));
  await app.register(async (scope) => serveSignIn(scope, providers, organisations));
  return { ...(await listen(app, { host: HOST, port })), close: () => app.close() };
}

interface Named {
  Params: { organisation: string };
}

/** Whatever is asked of an organisation's issuer is its provider's to read and to answer. */
function serveProviders(app: FastifyInstance, providers: Providers): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _body, done) => done(null));
  app.all<Named>('/:organisation/*', async ({ params, raw }, reply) => {
    const provider = await providers(params.organisation);
    if (!provider) return reply.callNotFound();
    reply.hijack();
    // The provider reads its own part of the address, and finds from the whole of it where it is.
    const original = { originalUrl: raw.url };
    raw.url = raw.url?.slice(params.organisation.length + 1);
    await provider.callback()(Object.assign(raw, original), reply.raw);
  });
}

/** The page to sign in on, and its answer. */
function serveSignIn(
  app: FastifyInstance,
  providers: Providers,
  names: ReadonlyMap<string, string>,
): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  );
  app.addHook('onSend', async (_request, reply) => void reply.headers(PAGE_HEADERS));

  app.get<Named>('/:organisation/sign-in/:uid', async ({ params, raw }, reply) => {
    const provider = await providers(params.organisation);
    const asked = await provider?.interactionDetails(raw, reply.raw).catch(() => null);
    if (!asked) return reply.code(404).send(tooLatePage());
    const { organisation } = params;
    return reply.send(signInPage(names.get(organisation) ?? '', peopleOf(organisation)));
  });

  app.post<Named & { Body: URLSearchParams }>(
    '/:organisation/sign-in/:uid',
    async ({ params, body, raw }, reply) => {
      const provider = await providers(params.organisation);
      const person = peopleOf(params.organisation).find(({ id }) => id === body.get('person'));
      if (!provider || !person) return reply.code(404).send(tooLatePage());
      const chosen = { login: { accountId: person.id } };
      const next = await provider.interactionResult(raw, reply.raw, chosen).catch(() => null);
      return next === null ? reply.code(404).send(tooLatePage()) : reply.redirect(next, 303);
    },
  );
}
