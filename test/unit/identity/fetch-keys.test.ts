import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Agent, buildConnector } from 'undici';
import { keysAt, keysOfIssuer } from '../../../identity/fetch-keys.ts';

const KEY = { kty: 'OKP', crv: 'Ed25519', kid: 'a', x: 'abc' };
let answers: Record<string, RequestListener> = {};
let server: Server;
let base = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    const answer = answers[request.url ?? ''];
    if (answer) answer(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const json =
  (body: unknown, status = 200): RequestListener =>
  (_request, response) =>
    response.writeHead(status).end(JSON.stringify(body));

describe('keys at an address', () => {
  test('are read from there', async () => {
    answers = { '/a': json({ keys: [KEY] }) };
    expect(await keysAt(`${base}/a`)()).toEqual({ keys: [KEY] });
  });

  test('may be at the address of a file', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'groundswell-keys-'));
    const file = path.join(folder, 'keys.json');
    writeFileSync(file, JSON.stringify({ keys: [KEY] }));
    try {
      expect(await keysAt(pathToFileURL(file).href)()).toEqual({ keys: [KEY] });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.each<[string, RequestListener]>([
    ['an answer that is not a set of keys', json({ organisations: [] })],
    ['a redirect', (_request, response) => response.writeHead(302, { location: '/a' }).end()],
    ['a status that is not 200', json({ keys: [KEY] }, 500)],
    ['an answer that is not JSON', (_request, response) => response.end('<html>')],
    [
      'an endless answer',
      (_request, response) => {
        const write = () => void response.write('x'.repeat(65_536));
        response.on('drain', write);
        response.on('error', () => undefined);
        for (let at = 0; at < 8; at += 1) write();
      },
    ],
  ])('are refused where there is %s', async (_what, answer) => {
    answers = { '/a': json({ keys: [KEY] }), '/wrong': answer };
    await expect(keysAt(`${base}/wrong`)()).rejects.toThrow();
  });

  test('are refused where nothing is published', async () => {
    await expect(keysAt(`${base}/nowhere`)()).rejects.toThrow('404');
  });
});

describe('the keys of an issuer', () => {
  const descriptionWith = (change: object) => ({
    [`/unite/.well-known/openid-configuration`]: json({
      issuer: `${base}/unite`,
      jwks_uri: `${base}/keys`,
      ...change,
    }),
    '/keys': json({ keys: [KEY] }),
  });

  test('are read from the address in its description', async () => {
    answers = descriptionWith({});
    expect((await keysOfIssuer(`${base}/unite`)()).keys).toEqual([KEY]);
  });

  test('are refused where its description is of another issuer', async () => {
    answers = descriptionWith({ issuer: 'https://sign-in.labour.example' });
    await expect(keysOfIssuer(`${base}/unite`)()).rejects.toThrow();
  });

  test('are refused at an http address of another machine', async () => {
    answers = descriptionWith({ jwks_uri: 'http://keys.unite.example/keys' });
    await expect(keysOfIssuer(`${base}/unite`)()).rejects.toThrow('expected an https:// address');
  });

  test('and its description are fetched with the given dispatcher', async () => {
    answers = descriptionWith({});
    const refusing = new Agent({ connect: (_to, done) => done(new Error('Not there.'), null) });
    for (const ask of [keysOfIssuer(`${base}/unite`, refusing), keysAt(`${base}/keys`, refusing)])
      await expect(ask()).rejects.toMatchObject({ cause: { message: 'Not there.' } });
  });

  test('are fetched with the given dispatcher at any address in the description', async () => {
    answers = descriptionWith({ jwks_uri: base.replace('127.0.0.1', 'localhost') + '/keys' });
    const plain = buildConnector({});
    const refusingLocalhost = new Agent({
      connect: (to, done) =>
        to.hostname === 'localhost' ? done(new Error('Not there.'), null) : plain(to, done),
    });
    await expect(keysOfIssuer(`${base}/unite`, refusingLocalhost)()).rejects.toMatchObject({
      cause: { message: 'Not there.' },
    });
    await refusingLocalhost.close();
  });

  test('are refused at an address that is not http or https', async () => {
    answers = descriptionWith({ jwks_uri: 'file:///etc/passwd' });
    await expect(keysOfIssuer(`${base}/unite`)()).rejects.toThrow();
  });
});
