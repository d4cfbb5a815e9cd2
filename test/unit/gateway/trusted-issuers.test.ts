import { describe, expect, test } from '@jest/globals';
import type { Affiliate } from '../../../directory/directory.ts';
import { readOrganisations } from '../../../directory/organisations.ts';
import { signInSchema } from '../../../directory/sign-in.ts';
import { issuersOf, trustedIssuers } from '../../../gateway/identity/trusted-issuers.ts';
import { aDirectory, anAffiliate } from '../../support/directory.ts';

const signIn = (name: string, given: object = {}) =>
  signInSchema.parse({ issuer: `https://${name}.example`, ...given });
const affiliate = (id: string, given: Partial<Affiliate> = {}) =>
  anAffiliate({ ...readOrganisations()[0]!, id, signIn: signIn(id) }, given);

/** A directory of these, and the issuers that are trusted as it changes. */
function issuersAmong(...affiliates: Affiliate[]) {
  const directory = aDirectory([]);
  const issuers = issuersOf(directory, trustedIssuers(signIn('coalition'), {}));
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
  const issuerOf = trustedIssuers(null, { DEVELOPMENT_ISSUER: 'http://127.0.0.1:9' });
  expect(issuerOf({ id: 'leeds-renters', signIn: null })?.issuer).toBe(
    'http://127.0.0.1:9/leeds-renters',
  );
  expect(trustedIssuers(null, {})({ id: 'leeds-renters', signIn: null })).toBeNull();
});
