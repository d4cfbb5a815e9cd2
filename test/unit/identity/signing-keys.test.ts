import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { compactVerify, createLocalJWKSet, decodeProtectedHeader } from 'jose';
import {
  newSigningKey,
  type SigningKeys,
  signingKeysFile,
} from '../../../identity/signing-keys.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'groundswell-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
/** A file with this content. Each write gives it another modification time. */
function aFile(content: unknown) {
  const file = path.join(folder, `${(files += 1)}.json`);
  let writes = 0;
  const write = (next: unknown) => {
    writeFileSync(file, typeof next === 'string' ? next : JSON.stringify(next));
    writes += 1;
    utimesSync(file, 1_000 + writes, 1_000 + writes);
  };
  write(content);
  return { file, write };
}

const [first, second] = [await newSigningKey(), await newSigningKey()];
const kidOf = (keys: SigningKeys) => decodeProtectedHeader(keys.sign({})).kid;

describe('the keys of a file', () => {
  test('sign with the first one, and publish the public halves of all', async () => {
    const keys = signingKeysFile.parse(aFile({ keys: [first, second] }).file);
    const token = keys.sign({ hello: 'there' });
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'EdDSA', kid: first.kid });
    const { payload } = await compactVerify(token, createLocalJWKSet(keys.published()));
    expect(JSON.parse(Buffer.from(payload).toString())).toEqual({ hello: 'there' });
    expect(keys.published().keys.map(({ kid }) => kid)).toEqual([first.kid, second.kid]);
    expect(JSON.stringify(keys.published())).not.toContain(first.d);
  });

  test('are read again when it changes, without a restart', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'], now: 1_000_000 });
    try {
      const { file, write } = aFile({ keys: [first] });
      const keys = signingKeysFile.parse(file);
      expect(kidOf(keys)).toBe(first.kid);
      write({ keys: [second, first] });
      jest.setSystemTime(1_002_000);
      expect(kidOf(keys)).toBe(second.kid);
      expect(keys.published().keys).toHaveLength(2);
    } finally {
      jest.useRealTimers();
    }
  });

  test('serve on while the file is invalid', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'], now: 1_000_000 });
    try {
      const { file, write } = aFile({ keys: [first] });
      const keys = signingKeysFile.parse(file);
      for (const [at, wrong] of [
        [1, 'half a fi'],
        [2, { keys: [] }],
      ] as const) {
        write(wrong);
        jest.setSystemTime(1_000_000 + at * 2_000);
        expect(kidOf(keys)).toBe(first.kid);
      }
      write({ keys: [second] });
      jest.setSystemTime(1_010_000);
      expect(kidOf(keys)).toBe(second.kid);
    } finally {
      jest.useRealTimers();
    }
  });
});

test.each([
  ['it does not exist', path.join(folder, 'none.json')],
  ['it is not JSON', aFile('nonsense').file],
  ['it has no key', aFile({ keys: [] }).file],
  ['a key has no private half', aFile({ keys: [{ ...first, d: undefined }] }).file],
  ['a key is of another type', aFile({ keys: [{ ...first, crv: 'X25519' }] }).file],
])('a file is refused in a sentence where %s', (_what, file) => {
  const { error } = signingKeysFile.safeParse(file);
  expect(error?.issues.map(({ message }) => message)).toEqual([
    'expected a file of Ed25519 keys, as "npm run keys" makes it',
  ]);
});
