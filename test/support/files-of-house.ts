/** The files of the repository, with those that are not committed yet. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fileOfHouse } from '../../platform/root.ts';

/** Their paths, from the root of the house. */
export const FILES: readonly string[] = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate'],
  { cwd: fileURLToPath(fileOfHouse('.')), encoding: 'utf8' },
)
  .trim()
  .split('\n');

export const textOf = (file: string): string => readFileSync(fileOfHouse(file), 'utf8');
