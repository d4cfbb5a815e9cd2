import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Affiliate } from '../../../directory/directory.ts';
import { networksWith, PUBLIC_NETWORKS } from '../../../platform/http/networks.ts';
import { readOrganisations } from '../../../directory/organisations.ts';
import { signInSchema } from '../../../directory/sign-in.ts';
import {
  issuersOf,
  type SignInSettings,
  trustedIssuers,
} from '../../../gateway/identity/trusted-issuers.ts';
import { aDirectory, anAffiliate } from '../../support/directory.ts';

const signIn = (name: string, given: object = {}) =>
  signInSchema.parse({ issuer: `https://${name}.example`, ...given });
const affiliate = (id: string, given: Partial<Affiliate> = {}) =>
  anAffiliate({ ...readOrganisations()[0]!, id, signIn: signIn(id) }, given);

/** Settings that say nothing, but for what is given. */
const settings = (given: Partial<SignInSettings> = {}): SignInSettings => ({
  coalition: null,
  listed: [],
  networks: PUBLIC_NETWORKS,
  ...given,
});

/** A directory of these, and the issuers that are trusted as it changes. */
function issuersAmong(...affiliates: Affiliate[]) {
  const directory = aDirectory([]);
  const issuers = issuersOf(
    directory,
    trustedIssuers(settings({ coalition: signIn('coalition') }), {}),
  );
  let revision = 1;
  const change = (...now: Affiliate[]) => {
    revision += 1;
    directory.replace({ revision, affiliates: now });
  };
  change(...affiliates);
  const whose = (name: string) => issuers.get(`https://${name}.example`)?.organisation;
  return { issuers, change, whose };
}

describe('an issuer', () => {
  test('is trusted for its organisation while that is affiliated', () => {
    const { change, whose } = issuersAmong(affiliate('labour'));
    expect([whose('labour'), whose('unite'), whose('coalition')]).toEqual([
      'labour',
      undefined,
      'coalition',
    ]);
    change(affiliate('unite'));
    expect([whose('labour'), whose('unite')]).toEqual([undefined, 'unite']);
  });

  test('keeps the keys that it was seen to publish, whatever changes of others', () => {
    const { issuers, change } = issuersAmong(affiliate('labour'));
    const before = issuers.get('https://labour.example');
    change(affiliate('labour', { name: 'Labour and friends' }), affiliate('unite'));
    expect(issuers.get('https://labour.example')).toBe(before);
    change(affiliate('labour', { status: 'SUSPENDED' }), affiliate('unite'));
    expect(issuers.get('https://labour.example')).toBeUndefined();
    change(affiliate('labour'));
    expect(issuers.get('https://labour.example')).toBe(before);
  });

  test('is another as soon as anything of it changes', () => {
    const { issuers, change } = issuersAmong(affiliate('labour'));
    const before = issuers.get('https://labour.example');
    change(affiliate('labour', { signIn: signIn('labour', { audience: 'another' }) }));
    expect(issuers.get('https://labour.example')).not.toBe(before);
    expect(issuers.get('https://labour.example')?.audience).toBe('another');
  });

  test('of a suspended organisation is known as that, and not trusted', () => {
    const { issuers, whose } = issuersAmong(affiliate('labour', { status: 'SUSPENDED' }));
    expect(whose('labour')).toBeUndefined();
    expect(issuers.suspended('https://labour.example')).toBe('labour');
    expect(issuers.suspended('https://unite.example')).toBeUndefined();
  });

  test.each([
    [
      'the coalition',
      'coalition',
      [affiliate('labour', { signIn: signIn('coalition') })],
      'coalition',
    ],
    [
      'an affiliate before it',
      'labour',
      [affiliate('labour'), affiliate('unite', { signIn: signIn('labour') })],
      'labour',
    ],
    [
      'a suspended affiliate',
      'labour',
      [
        affiliate('labour', { status: 'SUSPENDED' }),
        affiliate('unite', { signIn: signIn('labour') }),
      ],
      undefined,
    ],
  ])('that another affiliate names too stays with %s', (_title, name, affiliates, trusted) => {
    expect(issuersAmong(...affiliates).whose(name)).toBe(trusted);
  });
});

test('who has no issuer in the directory signs in at the development issuer, where there is one', () => {
  const issuerOf = trustedIssuers(settings(), { DEVELOPMENT_ISSUER: 'http://127.0.0.1:9' });
  expect(issuerOf({ id: 'leeds-renters', signIn: null })?.issuer).toBe(
    'http://127.0.0.1:9/leeds-renters',
  );
  expect(trustedIssuers(settings(), {})({ id: 'leeds-renters', signIn: null })).toBeNull();
});

describe('an issuer on this machine', () => {
  const asked: string[] = [];
  let server: Server;
  let base = '';
  beforeAll(async () => {
    server = createServer(({ url = '' }, response) => {
      asked.push(url);
      response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => void asked.splice(0));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const LOOPBACK = networksWith(['127.0.0.0/8']);
  const here = (given: object = {}) => signInSchema.parse({ issuer: base, ...given });
  /** What is asked there when keys are needed of someone whom the directory has with this sign-in. */
  async function askedFor(id: string, given: object, said: Partial<SignInSettings>) {
    const issuer = trustedIssuers(settings(said), {})({ id, signIn: here(given) });
    await expect(
      issuer?.keys.find({ alg: 'ES256' }, { payload: '', signature: '' }),
    ).rejects.toThrow();
    return [...asked];
  }
  const listed = (given: object = {}) => [{ id: 'labour', signIn: here(given) }];
  const DISCOVERY = '/.well-known/openid-configuration';

  test.each<[string, object, () => Partial<SignInSettings>]>([
    ['the directory alone names', {}, () => ({})],
    [
      'the list has of another organisation',
      {},
      () => ({ listed: [{ id: 'unite', signIn: here() }] }),
    ],
  ])('is not asked where %s it', async (_who, given, said) => {
    expect(await askedFor('labour', given, said())).toEqual([]);
  });

  test.each<[string, () => Partial<SignInSettings>]>([
    ['the list has', () => ({ listed: listed() })],
    ['its network is allowed for', () => ({ networks: LOOPBACK })],
  ])('is asked where %s it', async (_who, said) => {
    expect(await askedFor('labour', {}, said())).toEqual([DISCOVERY]);
  });

  test('is not asked for the keys at an address that the directory alone names', async () => {
    expect(await askedFor('labour', { jwks: `${base}/keys` }, { listed: listed() })).toEqual([]);
    const allowed = { listed: listed({ jwks: `${base}/keys` }) };
    expect(await askedFor('labour', { jwks: `${base}/keys` }, allowed)).toEqual(['/keys']);
  });
});
