/** The local issuer of `npm start`: its clients and people, and that it runs in development only. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { APPLICATION, FRONTEND } from '../../development/issuer/clients.ts';
import { signInAs } from '../../development/issuer/sign-in-as.ts';
import { peopleOf } from '../../development/sample/people.ts';
import { freePorts } from '../../development/start/free-ports.ts';
import { aList } from '../support/list.ts';
import { runProgram, startProgram, type TestProgram } from '../support/program.ts';
import { until } from '../support/until.ts';

const list = aList('labour', 'unite');
const REFUSES = /refuses to start with NODE_ENV=production: .+\.\n$/;

let program: TestProgram;
let base: string;

/** Starts the issuer alone. It needs no other server. */
const start = (port: number) =>
  startProgram(process.execPath, ['dist/development/issuer/main.js'], {
    PORT: String(port),
    ORGANISATIONS_FILE: list.file,
  });
const isUp = () => fetch(`${base}/ready`).then(({ ok }) => ok);

beforeAll(async () => {
  const { code, err } = await runProgram(process.execPath, ['bin/build.js']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const [port = 0] = await freePorts(1);
  base = `http://127.0.0.1:${port}`;
  program = start(port);
  await until('it to serve', 20_000, isUp);
});
afterAll(async () => {
  await program.stop();
  list.remove();
});

const authorize = (organisation: string, given: Record<string, string> = {}) => {
  const parameters = {
    client_id: FRONTEND,
    response_type: 'code',
    scope: 'openid',
    redirect_uri: 'http://localhost:5173/app',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
    ...given,
  };
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== ''));
  return fetch(`${base}/${organisation}/auth?${query.toString()}`, { redirect: 'manual' });
};

const jwksOf = async (organisation: string) => {
  const response = await fetch(`${base}/${organisation}/jwks`);
  return (await response.json()) as { keys: { kid: string; d?: string }[] };
};

describe('each organisation', () => {
  test('has an issuer of its own, as has the coalition, and no other name has one', async () => {
    for (const id of ['labour', 'unite', 'coalition']) {
      const response = await fetch(`${base}/${id}/.well-known/openid-configuration`);
      expect(await response.json()).toMatchObject({ issuer: `${base}/${id}` });
    }
    const { status } = await fetch(`${base}/nobody/.well-known/openid-configuration`);
    expect(status).toBe(404);
  });

  test('has keys of its own, and publishes only their public halves', async () => {
    const sets = await Promise.all(['labour', 'unite', 'coalition'].map(jwksOf));
    const keys = sets.flatMap((set) => set.keys);
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(3);
    expect(keys.filter(({ d }) => d !== undefined)).toEqual([]);
  });

  test('issues tokens for this API with the person and the roles, and without a name', async () => {
    const person = peopleOf('labour').find(({ roles }) => roles.includes('MODERATOR'))!;
    const token = await signInAs(`${base}/labour`, person.id);
    const claims = decodeJwt(token);
    expect(claims).toMatchObject({
      iss: `${base}/labour`,
      aud: 'groundswell',
      sub: person.id,
      roles: ['MODERATOR'],
    });
    expect(JSON.stringify(claims)).not.toContain(person.name);
    const { kid, typ, alg } = decodeProtectedHeader(token);
    expect({ typ, alg }).toEqual({ typ: 'at+jwt', alg: 'RS256' });
    expect((await jwksOf('labour')).keys.map((key) => key.kid)).toEqual([kid]);
  });

  test('issues tokens for the scopes of ours that a page asks for', async () => {
    const [person] = peopleOf('labour');
    const scopeOf = async (asked: string) =>
      decodeJwt(await signInAs(`${base}/labour`, person!.id, asked))['scope'];
    expect(await scopeOf('comments:write self:read')).toBe('comments:write self:read');
    expect(await scopeOf('groundswell:public')).toBe('groundswell:public');
  });

  test('signs in only its own people', async () => {
    const [stranger] = peopleOf('unite');
    await expect(signInAs(`${base}/labour`, stranger!.id)).rejects.toThrow(/status 404/);
  });
});

describe('a frontend', () => {
  test.each(['http://localhost:5173/app', 'http://127.0.0.1:8080/', 'http://localhost/x?y=1'])(
    'may be led back to %s',
    async (address) => {
      const response = await authorize('labour', { redirect_uri: address });
      expect(response.headers.get('location')).toMatch(/^\/labour\/sign-in\//);
    },
  );

  test.each([
    'https://evil.example/',
    'http://localhost.evil.example/',
    'http://someone@localhost/',
    'http://[::1]/',
    'javascript:alert(1)',
  ])('is never redirected to %s', async (address) => {
    const response = await authorize('labour', { redirect_uri: address });
    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
  });

  test('has to prove that it began the sign-in (PKCE)', async () => {
    const response = await authorize('labour', { code_challenge: '', code_challenge_method: '' });
    const back = new URL(response.headers.get('location')!);
    expect(back.searchParams.get('error')).toBe('invalid_request');
    expect(back.searchParams.get('error_description')).toMatch(/PKCE/i);
  });

  test.each([
    ['http://localhost:5173', 'http://localhost:5173'],
    ['https://evil.example', null],
  ])('at %s may read the answer of the token endpoint: %s', async (origin, allowed) => {
    const response = await fetch(`${base}/labour/token`, {
      method: 'POST',
      headers: { origin },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: FRONTEND,
        code: 'none',
        redirect_uri: 'http://localhost:5173/app',
        code_verifier: 'x'.repeat(43),
      }),
    });
    expect(response.status).toBe(400);
    expect(response.headers.get('access-control-allow-origin')).toBe(allowed);
  });
});

describe('an application', () => {
  const asking = (secret: string, scope = APPLICATION.scope) =>
    fetch(`${base}/unite/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${APPLICATION.id}:${secret}`).toString('base64')}`,
      },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
    });

  test('gets a token for the scope that it requests, with its secret', async () => {
    const answer = (await (await asking(APPLICATION.secret, 'ideas:submit')).json()) as {
      access_token: string;
    };
    expect(decodeJwt(answer.access_token)).toMatchObject({
      sub: APPLICATION.id,
      client_id: APPLICATION.id,
      scope: 'ideas:submit',
      aud: 'groundswell',
    });
  });

  test('gets no token without its secret', async () => {
    expect((await asking('guessed')).status).toBe(401);
  });
});

describe('the page', () => {
  const page = async () => {
    const begun = await authorize('unite');
    const cookie = begun.headers
      .getSetCookie()
      .map((text) => text.split(';')[0])
      .join('; ');
    const address = new URL(begun.headers.get('location')!, base);
    return fetch(address, { headers: { cookie } });
  };

  test('lists all people of that organisation, in HTML that needs no script', async () => {
    const response = await page();
    const html = await response.text();
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
    expect(html).toMatch(/<html lang="en">/);
    expect(html).not.toMatch(/<script/i);
    for (const { id } of peopleOf('unite')) expect(html).toContain(`value="${id}"`);
  });

  test('is only for a sign-in that was begun, and otherwise says so', async () => {
    for (const address of [`${base}/unite/sign-in/none`, `${base}/nobody/sign-in/none`]) {
      const response = await fetch(address);
      expect([response.status, await response.text()]).toEqual([
        404,
        expect.stringContaining('Begin again'),
      ]);
    }
  });
});

test('its keys are the same after a restart', async () => {
  const before = await jwksOf('labour');
  await program.stop();
  program = start(Number(new URL(base).port));
  await until('it to serve again', 20_000, isUp);
  expect(await jwksOf('labour')).toEqual(before);
});

describe('in production', () => {
  const production = { NODE_ENV: 'production', ORGANISATIONS_FILE: list.file };

  test('it does not start', async () => {
    const { code, err } = await runProgram(
      process.execPath,
      ['dist/development/issuer/main.js'],
      production,
    );
    expect(code).toBe(1);
    expect(err).toMatch(/^The local issuer lets anyone sign in as anyone, so it refuses/);
    expect(err).toMatch(REFUSES);
  });

  test.each(['gateway', 'subgraphs/kinds/party', 'subgraphs/coalition'])(
    'the program of %s does not start with a setting that names it',
    async (folder) => {
      const settings = { ...production, DEVELOPMENT_ISSUER: base };
      const { code, err } = await runProgram(
        process.execPath,
        [`dist/${folder}/main.js`],
        settings,
      );
      expect(code).toBe(1);
      expect(err).toMatch(
        /^DEVELOPMENT_ISSUER: expected it not to be set with NODE_ENV=production, .+\.$/m,
      );
    },
  );
});
