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

/** Empty settings, with these in addition. */
const settings = (given: Partial<SignInSettings> = {}): SignInSettings => ({
  coalition: null,
  listed: [],
  networks: PUBLIC_NETWORKS,
  ...given,
});

/** A directory of these affiliates, and the issuers that are trusted as it changes. */
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
  const organisationOf = (name: string) => issuers.get(`https://${name}.example`)?.organisation;
  return { issuers, change, organisationOf };
}

describe('an issuer', () => {
  test('is trusted for its organisation while the organisation is affiliated', () => {
    const { change, organisationOf } = issuersAmong(affiliate('labour'));
    expect([
      organisationOf('labour'),
      organisationOf('unite'),
      organisationOf('coalition'),
    ]).toEqual(['labour', undefined, 'coalition']);
    change(affiliate('unite'));
    expect([organisationOf('labour'), organisationOf('unite')]).toEqual([undefined, 'unite']);
  });

  test('keeps its cached keys while only others change, also over a suspension', () => {
    const { issuers, change } = issuersAmong(affiliate('labour'));
    const before = issuers.get('https://labour.example');
    change(affiliate('labour', { name: 'Labour and friends' }), affiliate('unite'));
    expect(issuers.get('https://labour.example')).toBe(before);
    change(affiliate('labour', { status: 'SUSPENDED' }), affiliate('unite'));
    expect(issuers.get('https://labour.example')).toBeUndefined();
    change(affiliate('labour'));
    expect(issuers.get('https://labour.example')).toBe(before);
  });

  test('is replaced when its own description changes', () => {
    const { issuers, change } = issuersAmong(affiliate('labour'));
    const before = issuers.get('https://labour.example');
    change(affiliate('labour', { signIn: signIn('labour', { audience: 'another' }) }));
    expect(issuers.get('https://labour.example')).not.toBe(before);
    expect(issuers.get('https://labour.example')?.audience).toBe('another');
  });

  test('of a suspended organisation is not trusted, and is found among the suspended', () => {
    const { issuers, organisationOf } = issuersAmong(affiliate('labour', { status: 'SUSPENDED' }));
    expect(organisationOf('labour')).toBeUndefined();
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
  ])('that another affiliate names too belongs to %s', (_title, name, affiliates, trusted) => {
    expect(issuersAmong(...affiliates).organisationOf(name)).toBe(trusted);
  });
});

test('an organisation without an issuer in the directory has the development issuer, where there is one', () => {
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
  /** The paths that are requested there when keys are needed of an organisation with this sign-in in the directory. */
  async function askedFor(id: string, given: object, configured: Partial<SignInSettings>) {
    const issuer = trustedIssuers(settings(configured), {})({ id, signIn: here(given) });
    await expect(
      issuer?.keys.find({ alg: 'ES256' }, { payload: '', signature: '' }),
    ).rejects.toThrow();
    return [...asked];
  }
  const listed = (given: object = {}) => [{ id: 'labour', signIn: here(given) }];
  const DISCOVERY = '/.well-known/openid-configuration';

  test.each<[string, object, () => Partial<SignInSettings>]>([
    ['only the directory names', {}, () => ({})],
    [
      'the list has of another organisation',
      {},
      () => ({ listed: [{ id: 'unite', signIn: here() }] }),
    ],
  ])('is not asked where %s it', async (_who, given, configured) => {
    expect(await askedFor('labour', given, configured())).toEqual([]);
  });

  test.each<[string, () => Partial<SignInSettings>]>([
    ['the list has', () => ({ listed: listed() })],
    ['the settings allow the network of', () => ({ networks: LOOPBACK })],
  ])('is asked where %s it', async (_who, configured) => {
    expect(await askedFor('labour', {}, configured())).toEqual([DISCOVERY]);
  });

  test('is not asked for keys at an address that only the directory names', async () => {
    expect(await askedFor('labour', { jwks: `${base}/keys` }, { listed: listed() })).toEqual([]);
    const allowed = { listed: listed({ jwks: `${base}/keys` }) };
    expect(await askedFor('labour', { jwks: `${base}/keys` }, allowed)).toEqual(['/keys']);
  });
});
