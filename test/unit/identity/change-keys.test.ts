import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { decodeProtectedHeader } from 'jose';
import { changeKeys } from '../../../identity/change-keys.ts';
import { readKeys, signingKeysFile } from '../../../identity/signing-keys.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'groundswell-keys-'));
  file = path.join(folder, 'gateway.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const kids = () => readKeys(file).keys.map(({ kid }) => kid);

describe('a file of signing keys', () => {
  test('is created with one key, readable by its owner alone, and is valid as a server’s setting', async () => {
    const printed = await changeKeys([file]);
    expect(printed).toBe(`${kids()[0]}  signs`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const keys = signingKeysFile.parse(file);
    expect(keys.published().keys).toEqual([
      expect.objectContaining({ kid: kids()[0], crv: 'Ed25519' }),
    ]);
    expect(JSON.stringify(keys.published())).not.toContain('"d"');
  });

  test('is read again by a running server, which signs with the new key and publishes both', async () => {
    await changeKeys([file]);
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'], now: Date.now() });
    try {
      const keys = signingKeysFile.parse(file);
      const [old] = kids();
      const signs = async () => decodeProtectedHeader(keys.sign({})).kid;
      expect(await signs()).toBe(old);
      await changeKeys([file, '--rotate']);
      jest.setSystemTime(Date.now() + 1_001);
      expect(await signs()).toBe(kids()[0]);
      expect(kids()[0]).not.toBe(old);
      expect(keys.published().keys.map(({ kid }) => kid)).toEqual(kids());
    } finally {
      jest.useRealTimers();
    }
  });

  test('is never overwritten', async () => {
    await changeKeys([file]);
    const before = readFileSync(file, 'utf8');
    await expect(changeKeys([file])).rejects.toThrow(/^There is a file .+ already/);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  test('gets a key that signs at once by --rotate, and its other keys stay published', async () => {
    await changeKeys([file]);
    const [first] = kids();
    await changeKeys([file, '--rotate']);
    expect(kids()).toEqual([expect.not.stringMatching(first!), first]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('gets a key that does not sign yet by --add, signs with it by --sign-with, and loses the old one by --retire', async () => {
    await changeKeys([file]);
    await changeKeys([file, '--add']);
    const [old, young] = kids();
    const printed = await changeKeys([file, '--sign-with', young!]);
    expect(printed).toBe(`${young}  signs\n${old}  is published`);
    await changeKeys([file, '--retire', old!]);
    expect(kids()).toEqual([young]);
    expect(await changeKeys([file, '--list'])).toBe(`${young}  signs`);
  });

  test('keeps its last key', async () => {
    await changeKeys([file]);
    await expect(changeKeys([file, '--retire', kids()[0]!])).rejects.toThrow(/the last key stays/);
  });

  test.each([
    [['--add', '--rotate'], /^Expected one change at a time, but got 2\.\nUsage: /],
    [['--retire', 'nothing'], /^Expected the id of one of its keys \(.+\), but got "nothing"\.$/],
    [['another'], /^Expected one file, but got 2\.\nUsage: /],
    [['--burn'], /--burn.*\nUsage: /s],
  ])('is unchanged after %j', async (args, sentence) => {
    await changeKeys([file]);
    const before = readFileSync(file, 'utf8');
    await expect(changeKeys([file, ...args])).rejects.toThrow(sentence);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  test('that does not exist or has no keys is refused in a sentence', async () => {
    await expect(changeKeys([file, '--add'])).rejects.toThrow(/^There is no file .+ makes it\.$/);
    expect(existsSync(file)).toBe(false);
    writeFileSync(file, '{"keys":[]}');
    await expect(changeKeys([file, '--add'])).rejects.toThrow(/^Expected a file of Ed25519 keys/);
    await expect(changeKeys([])).rejects.toThrow(/^Expected one file, but got 0\./);
  });
});
