/** What an owner answers to requests to its routes. */
import { Readable } from 'node:stream';
import { afterEach, describe, expect, test } from '@jest/globals';
import Fastify from 'fastify';
import { GraphQLError } from 'graphql';
import { assertionsBy, assertionsFor } from '../../../identity/assertion.ts';
import type { Caller } from '../../../identity/caller.ts';
import { answerErrors } from '../../../platform/http/error-answers.ts';
import type { Route } from '../../../schema/routes.ts';
import type { Asking } from '../../../subgraphs/framework/request.ts';
import type { RouteHandler } from '../../../subgraphs/framework/routes.ts';
import { takeAsserted } from '../../../subgraphs/framework/server/assertions.ts';
import {
  badInput,
  forbidden,
  notFound,
  tokenRefused,
} from '../../../subgraphs/framework/errors.ts';
import type { CallerOf } from '../../../subgraphs/framework/server/callers-at.ts';
import { serveRoutes } from '../../../subgraphs/framework/server/serve-routes.ts';
import { aMember } from '../../support/callers.ts';
import { someSigners } from '../../support/identity.ts';

const own = { contract: 'organisation', aliases: [], mostBytesIn: 0, mostBytesOut: 1_000 } as const;
const ROUTES: readonly Route[] = [
  { ...own, method: 'GET', path: 'petals/:id', who: 'ANYONE' },
  { ...own, method: 'GET', path: 'stream', who: 'ANYONE' },
  { ...own, method: 'GET', path: 'mine', who: 'SIGNED_IN' },
  { ...own, method: 'POST', path: 'petals', who: { right: 'events:manage' }, mostBytesIn: 10 },
  { ...own, method: 'POST', path: 'ring', who: 'ANYONE' },
  { ...own, contract: 'party', method: 'GET', path: 'of-others', who: 'ANYONE' },
];
const headers = { 'content-type': 'text/plain' };
const HANDLERS: Readonly<Record<string, RouteHandler<Asking>>> = {
  'GET petals/:id': async ({ params, query }) =>
    params['id'] === 'none' ? null : { headers, body: `${params['id']} ${query.get('q')}` },
  'GET stream': async () => ({ headers, body: Readable.from(['a', 'b']) }),
  'GET mine': async (_request, { caller }) => ({ headers, body: caller?.home ?? 'nobody' }),
  'POST ring': async () => ({ headers, body: 'rung' }),
  'POST petals': async ({ body }) => ({ status: 201, headers, body: body.toString('hex') }),
};

const signers = await someSigners();
const opened: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const app of opened.splice(0)) await app.close();
});

/** The gateway's word is enough. */
const asAsserted: CallerOf = async (asserted) => asserted;

function anOwner({
  handlers = HANDLERS,
  routes = ROUTES,
  hasRight = false,
  callerOf = asAsserted,
} = {}) {
  const app = Fastify();
  answerErrors(app, () => false);
  opened.push(app);
  const assertedOf = takeAsserted(app, assertionsFor('unite', signers.trusted));
  serveRoutes<Asking>(app, assertedOf, {
    contracts: ['organisation'],
    handlers,
    routes,
    access: { guards: new Map(), rules: {}, may: () => hasRight, owner: 'unite', callerOf },
    contextOf: (asking) => asking,
  });
  return async (method: 'GET' | 'POST', path: string, given: Given = {}) => {
    const { caller = null, body = '', signer = 'gateway', ...more } = given;
    const signed = assertionsBy(signer, signers.keys[signer])('unite', { path, body }, caller);
    const {
      statusCode,
      payload,
      headers: received,
    } = await app.inject({
      method,
      url: path,
      headers: { ...signed, ...more.headers },
      ...(method === 'POST' && { payload: more.sent ?? body }),
    });
    return { status: statusCode, payload, headers: received };
  };
}

interface Given {
  caller?: Caller | null;
  /** The body that is signed, and the one that is sent in its place. */
  body?: Buffer | string;
  sent?: Buffer | string;
  signer?: 'gateway' | 'coalition';
  headers?: Record<string, string>;
}

test('a caller whose own token the owner refuses is told so', async () => {
  const callerOf: CallerOf = () => Promise.reject(tokenRefused('unite'));
  const { status, payload } = await anOwner({ callerOf })('GET', '/organisation/mine');
  expect([status, payload]).toEqual([403, expect.stringContaining('"UNAUTHENTICATED"')]);
});

describe('a handler refuses', () => {
  const refusedBy = async (error: Error) => {
    const throwing = async (): Promise<never> => {
      throw error;
    };
    const handlers = { ...HANDLERS, 'GET petals/:id': throwing };
    const { status, payload } = await anOwner({ handlers })('GET', '/organisation/petals/a');
    return [status, payload];
  };

  test.each([
    [badInput('q', 'a number', 'x'), 400, '"code":"BAD_USER_INPUT","argument":"q"'],
    [notFound('id', 'petal', 'a'), 404, 'NOT_FOUND'],
    [forbidden('Not you.'), 403, 'Not you.'],
    [tokenRefused('unite'), 403, 'UNAUTHENTICATED'],
  ])('by %s', async (error, status, part) => {
    expect(await refusedBy(error)).toEqual([status, expect.stringContaining(part)]);
  });

  test.each([new GraphQLError('The row at db:1 is gone.'), new Error('The row at db:1 is gone.')])(
    'nothing by what nobody expected, whose words are for the log: %s',
    async (error) => {
      expect(await refusedBy(error)).toEqual([500, expect.not.stringContaining('db:1')]);
    },
  );
});

describe('a route is answered', () => {
  test('by its Module, with the parameters and the query', async () => {
    const ask = anOwner();
    expect(await ask('GET', '/organisation/petals/a%2Fb?q=x')).toMatchObject({
      status: 200,
      payload: 'a/b x',
    });
    expect(await ask('GET', '/organisation/petals/none')).toMatchObject({ status: 404 });
    expect(await ask('GET', '/organisation/stream')).toMatchObject({ status: 200, payload: 'ab' });
  });

  test('without a body to who has the newest', async () => {
    const ask = anOwner();
    const { headers: received } = await ask('GET', '/organisation/petals/a');
    const etag = String(received['etag']);
    const again = (tag: string) =>
      ask('GET', '/organisation/petals/a', { headers: { 'if-none-match': tag } });
    expect(await again(`"other", ${etag}`)).toMatchObject({ status: 304, payload: '' });
    expect(await again('"other"')).toMatchObject({ status: 200 });
  });

  test('to who may', async () => {
    const caller = aMember('unite');
    const mine = '/organisation/mine';
    expect(await anOwner()('GET', mine)).toMatchObject({ status: 403 });
    expect(await anOwner()('GET', mine, { caller })).toMatchObject({ payload: 'unite' });
    const petals = [
      'POST',
      '/organisation/petals',
      { caller, body: Buffer.from([0, 255]) },
    ] as const;
    expect(await anOwner()(...petals)).toMatchObject({ status: 403 });
    expect(await anOwner({ hasRight: true })(...petals)).toMatchObject({
      status: 201,
      payload: '00ff',
    });
  });

  test('to the gateway alone, for what it signed', async () => {
    const ask = anOwner({ hasRight: true });
    expect(await ask('GET', '/organisation/petals/a', { signer: 'coalition' })).toMatchObject({
      status: 403,
    });
    const tampered = { caller: aMember('unite'), body: 'mine', sent: 'yours' };
    expect(await ask('POST', '/organisation/petals', tampered)).toMatchObject({ status: 401 });
    const long = { caller: aMember('unite'), body: 'x'.repeat(11) };
    expect(await ask('POST', '/organisation/petals', long)).toMatchObject({ status: 413 });
    expect(await ask('GET', '/party/of-others')).toMatchObject({ status: 404 });
  });

  test('without a body where it has none', async () => {
    const ring = '/organisation/ring';
    expect(await anOwner()('POST', ring)).toMatchObject({ status: 200, payload: 'rung' });
    expect(await anOwner()('POST', ring, { body: 'x' })).toMatchObject({ status: 413 });
  });
});

describe('an owner does not start', () => {
  test('without a handler of one of its routes', () => {
    const { 'GET mine': _left, ...handlers } = HANDLERS;
    expect(() => anOwner({ handlers })).toThrow(
      'Expected a Module that answers the route "GET mine".',
    );
  });

  test('with a handler of a route that there is not', () => {
    const handlers = { ...HANDLERS, 'GET nothing': HANDLERS['GET mine']! };
    expect(() => anOwner({ handlers })).toThrow('but got one of "GET nothing".');
  });

  test('with a route for a right that there is not', () => {
    const routes = ROUTES.map((route) => ({ ...route, who: { right: 'petals:pick' } }));
    expect(() => anOwner({ routes })).toThrow('expected a right, but got "petals:pick".');
  });
});
