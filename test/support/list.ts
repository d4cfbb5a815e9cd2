/** A list of organisations in a file of its own, which a test may change. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileOfHouse } from '../../platform/root.ts';

export interface TestList {
  file: string;
  read(): unknown;
  remove(): void;
}

/** A copy of the list of the house, with these of its organisations; with all when none is named. */
export function aList(...ids: string[]): TestList {
  const all = JSON.parse(readFileSync(fileOfHouse('directory/organisations.json'), 'utf8')) as {
    id: string;
  }[];
  return aListOf(all.filter(({ id }) => ids.length === 0 || ids.includes(id)));
}

/** A list that holds whatever it is given. */
export function aListOf(content: unknown): TestList {
  const folder = mkdtempSync(path.join(tmpdir(), 'groundswell-list-'));
  const file = path.join(folder, 'organisations.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return {
    file,
    read: () => JSON.parse(readFileSync(file, 'utf8')) as unknown,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
