import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';

const CHECK = fileURLToPath(new URL('../../../bin/check.js', import.meta.url));

test.each(['test/unit', '--fix'])(
  '`npm run check -- %s` is refused, and runs nothing',
  (argument) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [CHECK, argument], {
      encoding: 'utf8',
      timeout: 5_000,
    });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(new RegExp(`^Expected no argument, .* but got "${argument}"\\.`));
  },
);
