import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readCopy, writeCopy } from '../../../directory/directory-copy.ts';
import { readOrganisations } from '../../../directory/organisations.ts';
import { anAffiliate } from '../../support/directory.ts';

const affiliates = readOrganisations().map((one) => anAffiliate(one));
const directory = { revision: 7, affiliates };

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'groundswell-copy-'));
  file = path.join(folder, 'state', 'directory.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a directory that was written is read back whole', () => {
  expect(readCopy(file)).toBeNull();
  writeCopy(file, directory);
  expect(readCopy(file)).toEqual(directory);
});

test('a newer copy replaces the older one, and leaves no other file', () => {
  writeCopy(file, directory);
  writeCopy(file, { revision: 8, affiliates: affiliates.slice(1) });
  expect(readCopy(file)?.revision).toBe(8);
  expect(readdirSync(path.dirname(file))).toEqual(['directory.json']);
});

test.each([
  ['half of a directory', (text: string) => text.slice(0, text.length / 2)],
  ['empty', () => ''],
  ['of another shape', () => '[]'],
  ['without affiliates', () => '{"revision":7,"affiliates":[]}'],
  [
    'with the same affiliate twice',
    () => JSON.stringify({ ...directory, affiliates: [affiliates[0], affiliates[0]] }),
  ],
])('a copy that is %s is ignored', (_title, wrong) => {
  writeCopy(file, directory);
  writeFileSync(file, wrong(readFileSync(file, 'utf8')));
  expect(readCopy(file)).toBeNull();
});

test('a copy that cannot be written is left out, and nothing fails', () => {
  writeFileSync(path.join(folder, 'state'), 'a file in the place of the folder');
  writeCopy(file, directory);
  expect(readCopy(file)).toBeNull();
});
