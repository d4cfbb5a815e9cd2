/** The framework knows no type of the domain: what it says of one it reads from the table of things. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parseSync } from '@swc/core';
import { fileOfHouse } from '../../../platform/root.ts';
import { THINGS } from '../../../schema/things.ts';

const ROOM = 'subgraphs/framework/';
const NAMES = new Set(THINGS.flatMap(({ idType, typename }): string[] => [idType, typename]));

const files = readdirSync(fileOfHouse(ROOM), { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
);

/** The identifiers and texts of a file; comments are prose. */
function wordsOf(file: string): string[] {
  const module: unknown = parseSync(readFileSync(fileOfHouse(ROOM + file), 'utf8'), {
    syntax: 'typescript',
  });
  const words: string[] = [];
  JSON.stringify(module, (_key, node: unknown) => {
    const { type, value, raw } = (node ?? {}) as Record<string, unknown>;
    if (type === 'Identifier' || type === 'StringLiteral') words.push(String(value));
    if (type === 'TemplateElement') words.push(String(raw));
    return node;
  });
  // An import names what it imports by each part of its path.
  return words.flatMap((word) => [
    word,
    ...word.split('/').map((part) => part.replace(/\.ts$/, '')),
  ]);
}

test('the test reads identifiers, texts and imports', () => {
  const words = wordsOf('nodes.ts');
  expect(words).toEqual(expect.arrayContaining(['findNode', 'Organisation', 'ids']));
});

test.each(files)('%s names no type of the domain', (file) => {
  expect(wordsOf(file).filter((word) => NAMES.has(word))).toEqual([]);
});
