import { describe, expect, test } from '@jest/globals';
import { signAssertion } from '../../../identity/assertion.ts';
import { signToken, verifyToken } from '../../../identity/token.ts';
import { aMember, anOrganiser } from '../../support/callers.ts';
import { forgeriesOf, rightClaims, sign } from './forgeries.ts';

const KEY = 'a key for tokens that only this test knows';
const { person: member } = aMember('unite');
const genuine = {
  key: KEY,
  issuer: 'groundswell-development',
  audience: 'groundswell',
  claims: { sub: member, roles: [] },
};

describe('a token', () => {
  test('says who it is about, where they are at home and what they may do', async () => {
    const { home, person, roles } = anOrganiser('labour');
    const token = await signToken(KEY, { member: person, roles });
    expect(await verifyToken(KEY, token)).toEqual({ home, person, roles: ['ORGANISER'] });
  });

  test('needs no role', async () => {
    const token = await signToken(KEY, { member });
    expect(await verifyToken(KEY, token)).toEqual({ home: 'unite', person: member, roles: [] });
  });

  test('is taken when its claims are right', async () => {
    const token = await sign(KEY, rightClaims(genuine));
    expect(await verifyToken(KEY, token)).toMatchObject({ person: member });
  });

  test('speaks for the home in the id of its member and for no other, whatever else it claims', async () => {
    const token = await sign(KEY, {
      ...rightClaims(genuine),
      home: 'labour',
      organisation: 'labour',
    });
    expect(await verifyToken(KEY, token)).toMatchObject({ home: 'unite' });
  });
});

describe('a forged token is nobody', () => {
  test.each([
    ...forgeriesOf(genuine),
    ...[
      'unite:idea:01JBXYZ0000000000000000000',
      'unite:member:01JB',
      'unite',
      'member:01JBXYZ0000000000000000000',
      'Unite:member:01JBXYZ0000000000000000000',
      'pseudonym:abc',
      '',
    ].map((sub): [string, () => Promise<string>] => [
      `about "${sub}"`,
      () => sign(KEY, { ...rightClaims(genuine), sub }),
    ]),
    ['about a number', () => sign(KEY, { ...rightClaims(genuine), sub: 7 as never })],
    [
      'with a role that there is not',
      () => sign(KEY, { ...rightClaims(genuine), roles: ['ADMIN'] }),
    ],
    [
      'with a role that is no list',
      () => sign(KEY, { ...rightClaims(genuine), roles: 'ORGANISER' }),
    ],
    [
      'an assertion of the gateway, signed with the same key',
      () => signAssertion(KEY, 'unite', aMember('unite')),
    ],
    ['made to expire before now', () => signToken(KEY, { member, expires: '-1m' })],
  ])('%s', async (_what, forge) => {
    expect(await verifyToken(KEY, await forge())).toBeNull();
  });
});
