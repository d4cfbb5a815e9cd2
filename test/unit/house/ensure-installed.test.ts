/** The first step of every command: what it installs, and when. */
import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { aRepository, ARGUMENTS, INSTALLED } from './a-repository.ts';

const { write, npmThat, unfinished, options } = aRepository();

function ensure() {
  const { status, stdout, stderr } = spawnSync(process.execPath, ARGUMENTS, {
    ...options(),
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const installing = /^npm install --no-save --include=dev .*NODE_ENV=$/m;

test('prints nothing when every package that is not optional is installed', () => {
  write('node_modules/.package-lock.json', { packages: INSTALLED });
  expect(ensure()).toEqual({ status: 0, stdout: 'goes on', stderr: '' });
});

describe('installs the packages and the tools, and prints nothing on standard output', () => {
  test.each([
    ['nothing was ever installed', null],
    ['a package is missing', { 'node_modules/jest': { version: '30.0.0' } }],
    ['a package has another version', { ...INSTALLED, 'node_modules/zod': { version: '3.9.0' } }],
  ])('when %s', (_case, packages) => {
    if (packages) write('node_modules/.package-lock.json', { packages });
    const { status, stdout, stderr } = ensure();
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'goes on' });
    expect(stderr).toMatch(installing);
  });
});

describe('ends with one sentence', () => {
  test('when npm failed, and with its code', () => {
    npmThat('exit 7');
    const { status, stdout, stderr } = ensure();
    expect({ status, stdout }).toEqual({ status: 7, stdout: '' });
    expect(stderr).toMatch(/The packages could not be installed: npm says above why\.\n$/);
  });

  test('when Node is too old, before anything is installed', () => {
    write('package.json', { type: 'module', engines: { node: '>=99.2.0' } });
    const sentence = `Groundswell needs Node 99.2.0 or newer, but got ${process.versions.node}.\n`;
    expect(ensure()).toEqual({ status: 1, stdout: '', stderr: sentence });
  });
});

test('what an install left that did not finish is gone before the next', () => {
  unfinished(spawnSync('true').pid);
  npmThat('ls node_modules');
  expect(ensure().stderr).not.toContain('half');
  write('node_modules/.package-lock.json', { packages: INSTALLED });
  expect(ensure()).toEqual({ status: 0, stdout: 'goes on', stderr: '' });
});

test('what npm refused to do by itself costs no package that is there', () => {
  write('node_modules/half/package.json', {});
  npmThat('exit 7');
  ensure();
  npmThat('ls node_modules');
  expect(ensure().stderr).toContain('half');
});
