/** What docs/guides/add-a-type.md says is done on a copy of the repository, and nothing else: the new type is there. */
import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { HOUSE } from '../support/program.ts';

const copy = mkdtempSync(path.join(tmpdir(), 'groundswell-petal-'));
const guide = readFileSync(path.join(HOUSE, 'docs/guides/add-a-type.md'), 'utf8');

/** The rows that the guide adds to a table. */
const rowsFor = (file: string): string =>
  guide.split(`\`\`\`ts ${file}\n`)[1]?.split('```')[0] ?? '';

function addRows(file: string, before: string): void {
  const there = readFileSync(path.join(copy, file), 'utf8');
  const [head, ...tail] = there.split(before);
  writeFileSync(path.join(copy, file), [`${head}${rowsFor(file)}`, ...tail].join(before));
}

/** Runs a script of Node's in the copy, and resolves with its output. @throws Error with all that it printed, when it fails. */
const run = (...args: string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: copy }, (error, stdout, stderr) => {
      if (error) reject(new Error(stdout + stderr));
      else resolve(stdout);
    });
  });

const runTests = (...args: string[]): Promise<string> =>
  run('--conditions=@groundswell/source', 'node_modules/jest/bin/jest.js', '-w', '1', ...args);

const PASSED = /^[1-9]\d* passed, 0 failed/m;

/** Options of the compiler: the copy shares its packages, and what is cached beside them is not of the copy. */
const WITHOUT_CACHE = ['--noEmit', '--incremental', 'false', '--singleThreaded'];

/** What a small program of the copy found out. */
interface Found {
  given: { petal: { id: string } };
  node: unknown;
  own: unknown;
  listed: unknown;
  counted: unknown;
  searched: unknown;
  refused: Record<string, string>;
}
let found: Found;

beforeAll(async () => {
  const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
    cwd: HOUSE,
    encoding: 'utf8',
  });
  for (const file of tracked.trim().split('\n'))
    cpSync(path.join(HOUSE, file), path.join(copy, file), { force: true, recursive: true });
  symlinkSync(path.join(HOUSE, 'node_modules'), path.join(copy, 'node_modules'));
  // Tests of the house ask git which files it has.
  execFileSync('git', ['init', '--quiet'], { cwd: copy });
  cpSync(path.join(HOUSE, 'docs/examples/petal'), copy, { recursive: true });
  addRows('schema/things.ts', '] as const satisfies');
  addRows('test/access/mutations.ts', '};\n\n/** The id of the row');
  await run('bin/codegen.js');
  await run('--import=tsx', 'schema/compose.ts');
  found = JSON.parse(
    await run('--import=tsx', '--conditions=@groundswell/source', 'test/support/ask-petals.ts'),
  ) as Found;
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe('a type that was added by the guide', () => {
  const petal = { title: 'They listened', colour: 'RED' };

  test('is served by its owner, and found by its id', () => {
    expect(found.given.petal).toMatchObject(petal);
    expect(found.node).toEqual({ __typename: 'Petal', ...petal, text: 'To the end.' });
    expect(found.own).toEqual([petal]);
  });

  test('is fed to the catalogue, listed and counted across organisations', () => {
    expect(found.listed).toEqual([petal]);
    expect(found.counted).toEqual([{ colour: 'RED', count: 1 }]);
  });

  test('is searched with everything else', () => {
    expect(found.searched).toEqual([{ card: { type: 'PETAL', title: petal.title } }]);
  });

  test('is guarded: only whoever gave it paints it', () => {
    expect(found.refused).toEqual({
      visitor: 'UNAUTHENTICATED',
      another: 'FORBIDDEN',
      malformed: 'BAD_USER_INPUT',
      'not there': 'NOT_FOUND',
      giver: 'done',
    });
  });

  test('has all that its guards need, and says what is personal', async () => {
    const proofs = ['test/access/coverage', 'test/unit/organisation/personal', 'test/unit/leaves'];
    expect(await runTests(...proofs)).toMatch(PASSED);
  });

  // They take most of a minute: by hand, with `PROOFS=all npm test -- test/e2e/add-a-type`.
  const byHand = process.env['PROOFS'] === 'all' ? test : test.skip;

  byHand('has types that fit the rest of the house', async () => {
    expect(await run('node_modules/typescript/bin/tsc', '-p', '.', ...WITHOUT_CACHE)).toBe('');
  });

  byHand('keeps the rules of the house, and the proofs of access hold for it', async () => {
    const rules = ['test/unit/house', 'test/unit/cards', 'test/access/matrix'];
    expect(await runTests(...rules)).toMatch(PASSED);
  });
});
