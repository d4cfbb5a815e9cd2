import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { sourceLocation } from '../../../platform/source-location.ts';

let folder: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'bundle-')));
  writeFileSync(
    join(folder, 'failing.ts'),
    ['interface Gone {', '  a: string;', '}', 'export const fail = (given: Gone): void => {'].join(
      '\n',
    ) + '\n  throw new Error(given.a);\n};\n',
  );
  buildSync({
    entryPoints: [join(folder, 'failing.ts')],
    outfile: join(folder, 'bundle.cjs'),
    format: 'cjs',
    sourcemap: true,
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The stack as a process has it in which nothing else maps places. */
function stackOf(bundle: string): string {
  const code = `try { require(${JSON.stringify(bundle)}).fail({ a: 'no' }) } catch ({ stack }) { console.log(stack) }`;
  return execFileSync(process.execPath, ['-e', code], { encoding: 'utf8' });
}

test('a location in a bundle is reported as the location in its source', () => {
  const stack = stackOf(join(folder, 'bundle.cjs'));
  expect(stack).toMatch(/bundle\.cjs:\d+:\d+/);
  expect(sourceLocation(stack)).toMatch(/\/failing\.ts:5:9\)/);
  expect(sourceLocation(stack)).not.toContain('bundle.cjs');
});

test('any other place, and one of a bundle without a map, stays as it is', () => {
  const stack = '    at start (/house/gateway/main.ts:1:2)\n    at /house/dist/bundle.cjs:3:4';
  expect(sourceLocation(stack)).toBe(stack);
});
