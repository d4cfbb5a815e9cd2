import { afterEach, describe, expect, test } from '@jest/globals';
import { request } from 'undici';
import {
  type AllowedOrigins,
  allowedOrigins,
  defaultOrigins,
  registerCors,
} from '../../../gateway/allowed-origins.ts';
import type { Route } from '../../../schema/routes.ts';
import { createHttp, listen } from '../../../platform/http/server.ts';
import { readSettings } from '../../../platform/settings.ts';

const APP = 'https://app.example';
/** The headers of a page that sends a token and the token of its writes. */
const SENT = 'authorization,content-type,groundswell-written';
const LOCAL = 'http://localhost:5173';

let app: ReturnType<typeof createHttp> | undefined;
afterEach(() => app?.close());

/** The headers of the preflight response and of the answer, for a page of `origin`. */
async function headersFor(
  origins: AllowedOrigins,
  origin: string,
  routes: readonly Pick<Route, 'method'>[] = [],
) {
  await app?.close();
  app = createHttp(async () => ({ ready: true }));
  await registerCors(app, origins, routes);
  app.post('/graphql', async () => ({ data: {} }));
  const { port } = await listen(app, { host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${port}/graphql`;
  const preflightHeaders = {
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': SENT,
  };
  const preflight = await request(url, { method: 'OPTIONS', headers: preflightHeaders });
  const answer = await request(url, { method: 'POST', headers: { origin } });
  await Promise.all([preflight.body.dump(), answer.body.dump()]);
  expect(answer.statusCode).toBe(200);
  return { preflight: preflight.headers, answer: answer.headers };
}

const allowed = async (origins: AllowedOrigins, origin: string) => {
  const { preflight, answer } = await headersFor(origins, origin);
  const name = 'access-control-allow-origin';
  expect(preflight[name]).toBe(answer[name]);
  return answer[name];
};

describe('a page', () => {
  test('may send requests from a listed origin, and from no other', async () => {
    expect(await allowed([APP], APP)).toBe(APP);
    expect(await allowed([APP], 'https://app.example.evil')).toBeUndefined();
    expect(await allowed([APP], 'http://app.example')).toBeUndefined();
  });

  test('may send requests from any origin where "*" is set', async () => {
    expect(await allowed('*', 'https://any.example')).toBe('*');
  });

  test('of this machine may send requests where nothing is set, and in production no page may', async () => {
    expect(await allowed(defaultOrigins(undefined), LOCAL)).toBe(LOCAL);
    expect(await allowed(defaultOrigins(undefined), 'http://localhost.evil')).toBeUndefined();
    expect(await allowed(defaultOrigins(undefined), APP)).toBeUndefined();
    expect(await allowed(defaultOrigins('production'), LOCAL)).toBeUndefined();
  });

  test('may send both tokens and read the request id, the challenge and the token of its writes, and its preflight is cached for two hours', async () => {
    const { preflight, answer } = await headersFor([APP], APP);
    expect(preflight).toMatchObject({
      'access-control-allow-headers': SENT,
      'access-control-allow-methods': 'GET, POST',
      'access-control-max-age': '7200',
    });
    expect(answer['access-control-expose-headers']).toMatch(
      /\bx-request-id\b.*\bretry-after\b.*\bwww-authenticate\b.*\bgroundswell-written\b/,
    );
  });

  test('may use the methods of every route, each named one time', async () => {
    const routes = [{ method: 'PUT' }, { method: 'GET' }, { method: 'PUT' }] as const;
    const { preflight } = await headersFor([APP], APP, routes);
    expect(preflight['access-control-allow-methods']).toBe('GET, POST, PUT');
  });

  test('is not allowed to send cookies', async () => {
    for (const origins of ['*', [APP]] as const) {
      const { preflight, answer } = await headersFor(origins, APP);
      expect(preflight).not.toHaveProperty('access-control-allow-credentials');
      expect(answer).not.toHaveProperty('access-control-allow-credentials');
    }
  });
});

describe('`ALLOWED_ORIGINS`', () => {
  const read = (text: string) =>
    readSettings({ ALLOWED_ORIGINS: allowedOrigins }, { ALLOWED_ORIGINS: text }).ALLOWED_ORIGINS;

  test('is "*", or origins with commas between them', () => {
    expect(read('*')).toBe('*');
    expect(read(`${APP}, ${LOCAL}`)).toEqual([APP, LOCAL]);
  });

  test.each(['app.example', 'https://app.example/', `${APP},*`, 'null', 'file:///x'])(
    'is refused as %s',
    (text) => expect(() => read(text)).toThrow(/^ALLOWED_ORIGINS: expected "\*", or origins/),
  );
});
