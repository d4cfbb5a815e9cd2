import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { destinationOf } from '../../../import/destination.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'groundswell-notes-'));
const notes = pathToFileURL(`${folder}/`);
afterAll(() => rmSync(folder, { recursive: true }));

const NOWHERE =
  'Nothing to import into: start Groundswell with `npm start` first, or set MONGODB_URI.';
const labour = { uri: 'mongodb://127.0.0.1:27999', database: 'groundswell-labour' };

const here = { issuer: 'http://127.0.0.1:4001' };

const writeNote = (port: number, note: unknown) =>
  writeFileSync(path.join(folder, `${port}.json`), JSON.stringify(note));

describe('an import goes', () => {
  test('to the database in the settings, also while a Groundswell runs', () => {
    writeNote(4000, { pid: process.pid, ...here, databases: { labour } });
    const env = { MONGODB_URI: 'mongodb://db.example/house' };
    expect(destinationOf('labour', env, notes)).toEqual({
      uri: 'mongodb://db.example/house',
      database: 'house-labour',
    });
  });

  test('to the Groundswell that runs on PORT, or on 4000', () => {
    writeNote(4000, { pid: process.pid, ...here, databases: { labour } });
    writeNote(4100, {
      pid: process.pid,
      ...here,
      databases: { labour: { ...labour, database: 'b' } },
    });
    expect(destinationOf('labour', {}, notes)).toEqual(labour);
    expect(destinationOf('labour', { PORT: '4100' }, notes).database).toBe('b');
  });

  test('nowhere when nothing runs there', () => {
    expect(() => destinationOf('labour', { PORT: '4999' }, notes)).toThrow(NOWHERE);
  });

  test('nowhere when the process of the note has ended', () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    writeNote(4200, { pid, ...here, databases: { labour } });
    expect(() => destinationOf('labour', { PORT: '4200' }, notes)).toThrow(NOWHERE);
  });

  test('nowhere when the note is half written, or has no such organisation', () => {
    writeFileSync(path.join(folder, '4300.json'), '{"pid": 1');
    writeNote(4400, { pid: process.pid, ...here, databases: {} });
    for (const PORT of ['4300', '4400'])
      expect(() => destinationOf('labour', { PORT }, notes)).toThrow(NOWHERE);
  });

  test('nowhere when PORT is no port, which is named', () => {
    expect(() => destinationOf('labour', { PORT: 'x' }, notes)).toThrow(
      'PORT: expected a port number from 0 to 65535, but got "x".',
    );
  });
});
