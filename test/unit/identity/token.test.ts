import { describe, expect, test } from '@jest/globals';
import { createLocalJWKSet, type CryptoKey, exportJWK, generateKeyPair, importJWK } from 'jose';
import type { KeySet } from '../../../identity/key-set.ts';
import { tokenVerifier } from '../../../identity/token.ts';
import type { TrustedIssuer } from '../../../identity/trusted-issuer.ts';
import { aMember } from '../../support/callers.ts';
import { forgeriesOf, type Genuine, tokenMaker } from '../../support/forgeries.ts';
import { byName } from '../../support/identity.ts';

const genuineOf = async (organisation: string): Promise<Genuine> => ({
  issuer: `https://sign-in.${organisation}.example`,
  member: aMember(organisation).person,
  alg: 'RS256',
  kid: `the key of ${organisation}`,
  ...(await generateKeyPair('RS256', { extractable: true })),
});
const genuine = await genuineOf('unite');
const ofLabour = await genuineOf('labour');
const { member } = genuine;

/** An issuer's keys, with counts of their uses and withdrawals. */
async function keysOf({ publicKey, kid, alg }: Genuine) {
  const find = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid, alg }] });
  const state = { finds: 0, withdrawals: 0 };
  const keys: KeySet = {
    find: (header, token) => {
      state.finds += 1;
      return find(header, token);
    },
    withdrawals: () => state.withdrawals,
  };
  return { keys, state };
}

const unite = await keysOf(genuine);
const labour = await keysOf(ofLabour);

const trusted: TrustedIssuer = {
  organisation: 'unite',
  issuer: genuine.issuer,
  audience: 'groundswell',
  keys: unite.keys,
  rolesClaim: 'roles',
  roleNames: { 'policy-editor': 'EDITOR', __proto__x: 'EDITOR' },
  applications: new Map([['kiosk', ['ideas:submit', 'events:manage']]]),
};
const issuers: TrustedIssuer[] = [
  trusted,
  {
    ...trusted,
    organisation: 'labour',
    issuer: ofLabour.issuer,
    keys: labour.keys,
    rolesClaim: 'realm_access.roles',
  },
];
const verify = tokenVerifier(byName(issuers));

const token = tokenMaker(genuine);

describe('a token', () => {
  test('is of its subject, whose home is the organisation of the issuer', async () => {
    expect(await verify(await token())).toEqual({
      home: 'unite',
      person: member,
      roles: [],
      application: null,
      scopes: null,
    });
  });

  test('has a stable member id for each subject', async () => {
    const persons = await Promise.all(
      ['auth0|7', 'auth0|7', 'auth0|8', 'ann@example.org'].map(
        async (sub) => (await verify(await token({ sub })))?.person,
      ),
    );
    expect(persons[0]).toMatch(/^unite:member:/);
    expect(persons[1]).toBe(persons[0]);
    expect(new Set(persons).size).toBe(3);
    expect(persons.join()).not.toContain('ann');
  });

  test.each([
    ['a list', ['EDITOR', 'ORGANISER'], ['EDITOR', 'ORGANISER']],
    ['a text with spaces', 'EDITOR ORGANISER', ['EDITOR', 'ORGANISER']],
    ["the issuer's own name of a role", ['policy-editor', 'EDITOR'], ['EDITOR']],
    ['roles of other systems beside ours', ['KING', 7, null, 'MODERATOR'], ['MODERATOR']],
    ['names of properties that every object has', ['constructor', 'toString', '__proto__'], []],
    ['something else', { EDITOR: true }, []],
  ])('has the roles that it lists as %s', async (_how, roles, expected) => {
    expect((await verify(await token({ roles })))?.roles).toEqual(expected);
  });

  test('has its roles in the claim that the directory names, also within another claim', async () => {
    const made = await tokenMaker(ofLabour)({ realm_access: { roles: ['EDITOR'] } });
    expect(await verify(made)).toMatchObject({ home: 'labour', roles: ['EDITOR'] });
  });

  test('of a registered application has the rights that it is both registered and issued for, and is no member', async () => {
    const application = { sub: 'kiosk', client_id: 'kiosk' };
    const granted = async (scope?: string) =>
      verify(await token({ ...application, scope, roles: ['ADMINISTRATOR'] }));
    expect(await granted('ideas:submit members:read openid')).toEqual({
      home: 'unite',
      person: expect.stringMatching(/^unite:application:/),
      roles: [],
      application: ['ideas:submit'],
      scopes: null,
    });
    expect(await granted()).toMatchObject({ application: [] });
    const inRoles = await verify(
      await token({ ...application, roles: ['events:manage', 'EDITOR'] }),
    );
    expect(inRoles).toMatchObject({ roles: [], application: ['events:manage'] });
  });

  test.each<[string, object, string[] | null]>([
    ['no scope', {}, null],
    ['scopes of other systems alone', { scope: 'openid profile' }, null],
    ['a right', { scope: 'openid comments:write' }, ['comments:write']],
    ['rights, twice', { scope: 'self:read self:read' }, ['self:read']],
    ['a right that the person does not hold', { scope: 'members:read' }, ['members:read']],
    ['a scope of ours that is no right', { scope: 'groundswell:public openid' }, []],
    ['that beside a right', { scope: 'groundswell:public self:read' }, ['self:read']],
    ['the claim of Entra', { scp: 'ideas:submit User.Read' }, ['ideas:submit']],
    ['the claim of Okta', { scp: ['ideas:submit'] }, ['ideas:submit']],
    ['a name that every object has', { scope: 'constructor toString' }, null],
  ])('is held to the rights among its scopes: %s', async (_what, claims, scopes) => {
    expect(await verify(await token({ ...claims }))).toMatchObject({ person: member, scopes });
  });

  test('may live for a day', async () => {
    const iat = Math.floor(Date.now() / 1000);
    expect(await verify(await token({ iat, exp: iat + 86_400 }))).toMatchObject({ person: member });
  });

  test.each([
    ['RFC 9068', { sub: 'stranger', client_id: 'stranger' }],
    ['the authorised party', { sub: 'stranger', azp: 'stranger' }],
    ['Auth0', { sub: 'stranger@clients', gty: 'client-credentials' }],
    ['Entra', { sub: '7a1c', idtyp: 'app' }],
    ['Keycloak', { sub: '7a1c', preferred_username: 'service-account-stranger' }],
  ])(
    'of an application that is not registered is refused, as marked by %s',
    async (_who, claims) => {
      expect(await verify(await token(claims))).toBeNull();
    },
  );

  test('that a person got through an application is of the person', async () => {
    expect(await verify(await token({ client_id: 'kiosk' }))).toMatchObject({ person: member });
  });

  test.each(['JWT', 'at+jwt', 'application/at+jwt', undefined])(
    'may be of type %s',
    async (typ) => {
      expect(await verify(await token({}, { typ: typ as string }))).toMatchObject({
        person: member,
      });
    },
  );
});

describe('a verified token', () => {
  test('is cached, so that its signature is verified once', async () => {
    const made = await token();
    const before = unite.state.finds;
    for (let time = 0; time < 5; time += 1) await verify(made);
    expect(unite.state.finds - before).toBe(1);
  });

  test('is verified again once its issuer has withdrawn a key', async () => {
    const made = await token();
    await verify(made);
    const before = unite.state.finds;
    unite.state.withdrawals += 1;
    await verify(made);
    expect(unite.state.finds - before).toBe(1);
  });

  test('leaves the cache when it expires', async () => {
    let at = 1_000;
    const verifyAt = tokenVerifier(byName(issuers), { now: () => at });
    const made = await token({ exp: Math.floor(Date.now() / 1000) + 2 });
    await verifyAt(made);
    const before = unite.state.finds;
    at += 900;
    await verifyAt(made);
    expect(unite.state.finds).toBe(before);
    at += 1_200;
    await verifyAt(made);
    expect(unite.state.finds).toBe(before + 1);
  });

  test('is not cached where it was refused', async () => {
    const forged = await token({}, { kid: ofLabour.kid });
    expect(await verify(forged)).toBeNull();
    expect(await verify(forged)).toBeNull();
  });
});

const forgeries = await forgeriesOf(genuine, ofLabour);

describe('a forged token is refused', () => {
  test.each([
    ...forgeries,
    [
      'the same key for another algorithm',
      async () => {
        const key = await importJWK(await exportJWK(genuine.privateKey), 'PS256');
        return token({}, { alg: 'PS256' }, key as CryptoKey);
      },
    ],
  ])('%s', async (_what, forge) => {
    expect(await verify(await forge())).toBeNull();
  });
});
