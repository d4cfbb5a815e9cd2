/** What docs/guides/add-a-type.md says is done on a copy of the repository, and nothing else: the new type is there. */
import { execFileSync } from 'node:child_process';
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

const run = (...args: string[]): string =>
  execFileSync(process.execPath, args, {
    cwd: copy,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });

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

beforeAll(() => {
  const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
    cwd: HOUSE,
    encoding: 'utf8',
  });
  for (const file of tracked.trim().split('\n'))
    cpSync(path.join(HOUSE, file), path.join(copy, file), { force: true, recursive: true });
  symlinkSync(path.join(HOUSE, 'node_modules'), path.join(copy, 'node_modules'));
  cpSync(path.join(HOUSE, 'docs/examples/petal'), copy, { recursive: true });
  addRows('schema/things.ts', '] as const satisfies');
  addRows('test/access/mutations.ts', '};\n\n/** The id of the row');
  run('bin/codegen.js');
  run('--import=tsx', 'schema/compose.ts');
  found = JSON.parse(
    run('--import=tsx', '--conditions=@groundswell/source', 'test/support/ask-petals.ts'),
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

  test('has all that its guards need: the proofs of access hold in the copy', () => {
    const jest = ['--conditions=@groundswell/source', 'node_modules/jest/bin/jest.js'];
    const proofs = [
      'test/access/coverage',
      'test/access/matrix',
      'test/unit/organisation/personal',
      'test/unit/cards',
      'test/unit/leaves/complete',
    ];
    expect(
      run(
        ...jest,
        ...proofs,
        '-w',
        '1',
        '-t',
        'row for|petals|PETAL|each once|contract organisation, (visitor|member|network) does',
      ),
    ).toMatch(/^[1-9]\d* passed, 0 failed/m);
  });
});
