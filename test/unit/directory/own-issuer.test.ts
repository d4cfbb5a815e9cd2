/** The issuer of a server's own people, by its settings. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { signInSchema } from '../../../directory/sign-in.ts';
import { ownIssuer } from '../../../directory/own-issuer.ts';
import { tokenVerifier } from '../../../identity/token.ts';
import { aMember } from '../../support/callers.ts';
import { anIssuer, byName } from '../../support/identity.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'groundswell-issuer-'));
afterAll(() => rmSync(folder, { recursive: true }));

const signIn = signInSchema.parse({ issuer: 'https://sign-in.unite.example' });

describe('the issuer of a server', () => {
  test('verifies its people by the keys in a file', async () => {
    const issuer = await anIssuer('unite');
    const file = path.join(folder, 'keys.json');
    writeFileSync(file, JSON.stringify(issuer.published));
    const own = ownIssuer('unite', signIn, { ISSUER_KEYS: pathToFileURL(file).href });
    const ann = aMember('unite');
    expect(await tokenVerifier(byName([own!]))(await issuer.tokenOf(ann))).toEqual(ann);
  });

  test('is none where nobody signs in', () => {
    expect(ownIssuer('unite', null, {})).toBeNull();
  });

  test.each(['keys.json', 'ftp://unite.example/keys', 'http://unite.example/keys', 'https://'])(
    'has no keys at %s',
    (ISSUER_KEYS) => {
      expect(() => ownIssuer('unite', signIn, { ISSUER_KEYS })).toThrow(
        'ISSUER_KEYS: expected the address of the public keys of its own issuer: https://… or file:…',
      );
    },
  );

  test('is missing where there are keys of one', () => {
    const env = { ISSUER_KEYS: 'https://unite.example/keys' };
    expect(() => ownIssuer('unite', null, env)).toThrow(
      'ISSUER_KEYS: expected an issuer whose keys these are, but "unite" has no signIn.',
    );
  });
});
