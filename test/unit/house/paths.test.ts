/** A file that a page or a comment names is there: `pages` are Markdown, `sources` have comments. */
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { FILES, textOf } from '../../support/files-of-house.ts';

/** The example of docs/guides/add-a-type.md has its files as they would lie in the house. */
const EXAMPLE = 'docs/examples/petal/';
const there = FILES.flatMap((file) => [file, file.replace(EXAMPLE, '')]);

/** Names of files that are not ours, or made while programs run. */
const ALLOWED = ['dist', 'error_codes.yml', 'main.js', 'utilities/opentelemetry.js'];
const isGenerated = (name: string) => /(^|\/)(dist|generated)(\/|$)|^node_modules\//.test(name);

const rooms = new Set(FILES.filter((file) => file.includes('/')).map((file) => file.split('/')[0]));
/** A path from the root of the house, to a file or a folder. */
const ROOTED = new RegExp(
  String.raw`(?<![\w./-])(?:${[...rooms].join('|').replaceAll('.', '\\.')})/[\w./-]*[\w-]`,
  'g',
);
/** The name of a file, perhaps with folders before it, and with nothing left open as in `<kind>.ts`. */
const NAMED =
  /(?<![\w./<>*…-])(?:[\w-]+\/)*[\w-][\w.-]*\.(?:ts|js|cjs|mjs|graphql|md|json|yml)(?![\w*<…])/g;

/** A path from the root; what it starts may be the rest, as where a test is named without `.test.ts`. */
const isRooted = (name: string) => there.some((file) => file.startsWith(name));
const isIn = (room: string, name: string) =>
  there.some((file) => file.startsWith(room) && `/${file}`.endsWith(`/${name}`));

/** The files that a text names, and that are neither at the root of the house nor somewhere in its room. */
function missing(text: string, room: string): string[] {
  const names = [ROOTED, NAMED].flatMap((pattern) => text.match(pattern) ?? []);
  return names.filter(
    (name) => !isRooted(name) && !isIn(room, name) && !isGenerated(name) && !ALLOWED.includes(name),
  );
}

/** What a page has between backticks, outside of its blocks of code. */
const quotedIn = (page: string) =>
  (
    textOf(page)
      .replaceAll(/```[\s\S]*?```/g, '')
      .match(/`[^`\n]+`/g) ?? []
  ).join('\n');

const commentsIn = (source: string) =>
  (textOf(source).match(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/ .*|^\s*# .*/gm) ?? []).join('\n');

/** A README is about its own room; other pages are about the whole house. */
const roomOf = (page: string) =>
  page.endsWith('/README.md') && !page.startsWith('docs/') ? `${path.dirname(page)}/` : '';

const pages = FILES.filter((file) => file.endsWith('.md'));
const sources = FILES.filter((file) => /\.(ts|js|cjs|mjs|graphql)$/.test(file));

describe('the test', () => {
  test('finds what is missing', () => {
    expect(missing('`no-such.ts`, subgraphs/nowhere, `main.ts`', '')).toEqual([
      'subgraphs/nowhere',
      'no-such.ts',
    ]);
    expect(missing('`main.ts`', 'schema/')).toEqual(['main.ts']);
  });

  test('reads pages and comments', () => {
    expect(quotedIn('README.md')).toContain('docker-compose.yml');
    expect(commentsIn('schema/parts/common.graphql')).toContain('identity/rights.ts');
  });
});

test.each(pages)('%s names only files that exist', (page) => {
  expect(missing(quotedIn(page), roomOf(page))).toEqual([]);
});

test('comments name only files that exist', () => {
  const found = sources.map((source) => [source, missing(commentsIn(source), '')] as const);
  expect(found.filter(([, names]) => names.length > 0)).toEqual([]);
});
