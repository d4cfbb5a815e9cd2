import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readStoredOperations, sha256 } from '../../../gateway/http/stored-operations.ts';

const QUERY = '{ __typename }';
const HASH = sha256(QUERY);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stored-operations-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Reads the settings with a file of this content. */
function read(content: unknown, only?: string) {
  const file = path.join(folder, 'operations.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readStoredOperations({ STORED_OPERATIONS: file, STORED_OPERATIONS_ONLY: only });
}

const apollo = (...operations: object[]) => ({
  format: 'apollo-persisted-query-manifest',
  version: 1,
  operations,
});

describe('stored operations', () => {
  test('are none where no file is set', () => {
    expect(readStoredOperations({})).toEqual({ texts: new Map(), only: false });
  });

  test.each([
    ["Apollo's manifest", apollo({ id: HASH, name: 'A', type: 'query', body: QUERY }), HASH],
    ["Apollo's manifest with ids of its own", apollo({ id: 'web-1', body: QUERY }), 'web-1'],
    [
      "relay-compiler's file",
      { '4a8b70c9e56a4f6cbe0b2e6b4ee4d2ad': QUERY },
      '4a8b70c9e56a4f6cbe0b2e6b4ee4d2ad',
    ],
    ['texts by prefixed hashes', { [`sha256:${HASH}`]: QUERY }, `sha256:${HASH}`],
  ])('are found in %s by id and by hash', (_title, content, id) => {
    const { texts, only } = read(content);
    for (const name of [id, HASH, `sha256:${HASH}`]) expect(texts.get(name)).toBe(QUERY);
    expect(only).toBe(false);
  });

  test('may be all that runs', () => {
    expect(read({}, 'true').only).toBe(true);
  });

  const EXPECTED = /^STORED_OPERATIONS: expected a file of stored operations: a manifest/;
  test.each<[string, unknown, RegExp]>([
    ['no JSON', '{', EXPECTED],
    ['a list', [QUERY], EXPECTED],
    ['a later manifest', { ...apollo(), version: 2 }, EXPECTED],
    ['an operation without a text', apollo({ id: 'a' }), EXPECTED],
    [
      'another hash',
      apollo({ id: sha256('other'), body: QUERY }),
      new RegExp(`but it has ${HASH}\\.$`),
    ],
    [
      'a text that is no GraphQL',
      { a: '{' },
      /^STORED_OPERATIONS: the operation "a" cannot be parsed: Syntax Error/,
    ],
  ])('are refused at the start with %s', (_title, content, message) => {
    expect(() => read(content)).toThrow(message);
  });

  test('are needed where nothing else may run', () => {
    expect(() => readStoredOperations({ STORED_OPERATIONS_ONLY: 'true' })).toThrow(
      'STORED_OPERATIONS: expected a file, as STORED_OPERATIONS_ONLY lets nothing else run, but it is not set.',
    );
    expect(() => readStoredOperations({ STORED_OPERATIONS: path.join(folder, 'none') })).toThrow(
      EXPECTED,
    );
  });
});
