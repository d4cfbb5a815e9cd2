import { describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { asSeenBy, signAssertion, verifyAssertion } from '../../../identity/assertion.ts';
import { signToken } from '../../../identity/token.ts';
import { aMember, anOrganiser } from '../../support/callers.ts';
import { forgeriesOf, now, rightClaims, sign } from './forgeries.ts';

const KEY = 'a key for assertions that only this test knows';
const genuine = {
  key: KEY,
  issuer: 'groundswell-gateway',
  audience: 'unite',
  claims: { home: 'unite', person: aMember('unite').person, roles: ['ORGANISER'] },
};

describe('an assertion', () => {
  test('tells its audience who asks', async () => {
    const caller = anOrganiser('unite');
    const assertion = await signAssertion(KEY, 'unite', caller);
    expect(await verifyAssertion(KEY, 'unite', assertion)).toEqual(caller);
  });

  test('is taken when its claims are right', async () => {
    const assertion = await sign(KEY, rightClaims(genuine));
    expect(await verifyAssertion(KEY, 'unite', assertion)).toEqual(genuine.claims);
  });

  test('is refused by everyone but its audience', async () => {
    const assertion = await signAssertion(KEY, 'unite', aMember('unite'));
    expect(await verifyAssertion(KEY, 'labour', assertion)).toBeNull();
    expect(await verifyAssertion(KEY, 'coalition', assertion)).toBeNull();
  });

  test('carries nothing of a member away from home but the home and a pseudonym', async () => {
    const caller = anOrganiser('unite');
    const assertion = await signAssertion(KEY, 'labour', asSeenBy('labour', caller, KEY));
    const { home, person, roles, ...rest } = decodeJwt(assertion);
    expect({ home, roles }).toEqual({ home: 'unite', roles: [] });
    expect(person).toMatch(/^pseudonym:[\w-]{43}$/);
    expect(Object.keys(rest).toSorted()).toEqual(['aud', 'exp', 'iat', 'iss']);
    expect(Buffer.from(assertion.split('.')[1]!, 'base64url').toString()).not.toContain(
      caller.person,
    );
  });

  test('lives for 30 seconds and no longer', async () => {
    const { iat = 0, exp = 0 } = decodeJwt(await signAssertion(KEY, 'unite', aMember('unite')));
    expect(exp - iat).toBeLessThanOrEqual(30);
    const old = await sign(KEY, { ...rightClaims(genuine), iat: now() - 31, exp: now() - 1 });
    expect(await verifyAssertion(KEY, 'unite', old)).toBeNull();
  });
});

describe('a forged assertion is nobody', () => {
  test.each([
    ...forgeriesOf(genuine),
    [
      'an old one that says it lives for ever',
      () => sign(KEY, { ...rightClaims(genuine), iat: now() - 31, exp: now() + 99_999 }),
    ],
    ['a role that there is not', () => sign(KEY, { ...rightClaims(genuine), roles: ['ADMIN'] })],
    ['a person that is no text', () => sign(KEY, { ...rightClaims(genuine), person: {} })],
    [
      'a token of the same key',
      () => signToken(KEY, { member: aMember('unite').person, roles: ['ORGANISER'] }),
    ],
  ])('%s', async (_what, forge) => {
    expect(await verifyAssertion(KEY, 'unite', await forge())).toBeNull();
  });
});
