import { afterEach, describe, expect, test } from '@jest/globals';
import { coalitionSignIn } from '../../../directory/coalition.ts';
import { newSignInSchema } from '../../../directory/sign-in.ts';
import { readOrganisations } from '../../../directory/organisations.ts';
import { aListOf, type TestList } from '../../support/list.ts';

const lists: TestList[] = [];
afterEach(() => lists.splice(0).forEach((list) => list.remove()));

const aFile = (content: unknown): string => {
  const list = aListOf(content);
  lists.push(list);
  return list.file;
};

const unison = { id: 'unison', kind: 'UNION', name: 'Unison', joinedAt: '2026-03-01T00:00:00Z' };
const issuer = 'https://sign-in.unison.example/realms/members';
const signInOf = (signIn: unknown, env: NodeJS.ProcessEnv = {}) =>
  readOrganisations(aFile([{ ...unison, signIn }]), env)[0]?.signIn;

describe('where the people of an organisation sign in', () => {
  test('is an issuer, with defaults for everything else', () => {
    expect(signInOf({ issuer })).toEqual({
      issuer,
      jwks: null,
      audience: 'groundswell',
      rolesClaim: 'roles',
      roleNames: {},
      applications: [],
    });
  });

  test('may name keys, claims and applications', () => {
    const own = {
      issuer,
      jwks: 'https://keys.unison.example/jwks',
      audience: 'https://api.groundswell.example',
      rolesClaim: 'realm_access.roles',
      roleNames: { 'policy-officer': 'EDITOR' },
      applications: [{ subject: 'kiosk', rights: ['ideas:submit'] }],
    };
    expect(signInOf(own)).toEqual(own);
  });

  test.each([
    ['issuer', { issuer: 'unison' }, 'expected an https:// address'],
    ['issuer', { issuer: 'http://sign-in.unison.example' }, 'http:// is for this machine alone'],
    ['issuer', { issuer: 'http://127.0.0.1.evil.example' }, 'http:// is for this machine alone'],
    ['jwks', { issuer, jwks: 'file:///etc/passwd' }, 'expected an https:// address'],
    ['roleNames.king', { issuer, roleNames: { king: 'KING' } }, 'expected one of ORGANISER'],
    [
      'applications.0.rights.0',
      { issuer, applications: [{ subject: 'kiosk', rights: ['members:read'] }] },
      'expected some of ideas:submit',
    ],
    ['', { issuer, jwk: 'x' }, 'Unrecognized key'],
  ])('is refused with a wrong %s, which the error names', (field, signIn, sentence) => {
    const read = () => signInOf(signIn);
    expect(read).toThrow(`0.signIn${field && `.${field}`}: `);
    expect(read).toThrow(sentence);
  });

  test('is refused where another organisation has the same issuer', () => {
    const signIn = { issuer };
    const file = aFile([
      { ...unison, signIn },
      { ...unison, id: 'gmb', signIn },
    ]);
    expect(() => readOrganisations(file, {})).toThrow('"unison" and "gmb" have the same issuer');
  });
});

describe('the development issuer', () => {
  const DEVELOPMENT_ISSUER = 'http://127.0.0.1:4010/';

  test('is the issuer of every organisation without one, at an address for each', () => {
    const env = { DEVELOPMENT_ISSUER };
    expect(signInOf(null, env)?.issuer).toBe('http://127.0.0.1:4010/unison');
    expect(signInOf({ issuer }, env)?.issuer).toBe(issuer);
    expect(coalitionSignIn(env)?.issuer).toBe('http://127.0.0.1:4010/coalition');
  });

  test('is no issuer at all where it is not set', () => {
    expect(signInOf(null)).toBeNull();
    expect(coalitionSignIn({})).toBeNull();
  });

  test('is refused in production', () => {
    const env = { DEVELOPMENT_ISSUER, NODE_ENV: 'production' };
    expect(() => signInOf(null, env)).toThrow('DEVELOPMENT_ISSUER: expected it not to be set');
    expect(() => coalitionSignIn(env)).toThrow('DEVELOPMENT_ISSUER: expected it not to be set');
    expect(() => signInOf({ issuer }, env)).toThrow(
      'DEVELOPMENT_ISSUER: expected it not to be set',
    );
  });
});

test('an organisation of the list has the address of its issuer, or null', () => {
  const [withOne] = readOrganisations(aFile([{ ...unison, signIn: { issuer } }]), {});
  const [withNone] = readOrganisations(aFile([unison]), {});
  expect([withOne?.issuer, withNone?.issuer]).toEqual([issuer, null]);
});

test.each([['nonsense'], ['{}'], ['{ "signIn": { "issuer": "x" } }']])(
  'the description of the coalition %s is refused in a sentence',
  (content) => {
    const COALITION_FILE = aFile(content);
    expect(() => coalitionSignIn({ COALITION_FILE })).toThrow('The description of the coalition');
  },
);

test.each([
  'https://u:p@x.example',
  'https://x.example?q',
  'https://x.example/?',
  'https://x.example/realm#f',
  'https://x.example#',
  'https://x.example\n',
  ' https://x.example',
  'https://x.example/a b',
])('%j is no issuer that an administrator may enter', (given) => {
  expect(newSignInSchema.safeParse({ issuer: given }).success).toBe(false);
});

test.each([
  'https://x.example',
  'https://x.example/',
  'https://x.example/realms/unite',
  'http://127.0.0.1:9/leeds',
])('%s is one', (given) => {
  expect(newSignInSchema.parse({ issuer: given }).issuer).toBe(given);
});
