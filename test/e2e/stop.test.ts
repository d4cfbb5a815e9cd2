import { existsSync } from 'node:fs';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { startEmbeddedMongo } from '@groundswell/embedded-mongo';
import { fileOfHouse } from '../../platform/root.ts';
import { aList } from '../support/list.ts';
import { type End, startProgram, type TestProgram } from '../support/program.ts';
import { aStart, type TestStart } from '../support/start.ts';
import { until } from '../support/until.ts';

/** One organisation is enough to see processes stop, and starts sooner than five. */
const list = aList('unite');
const SETTINGS = { ORGANISATIONS_FILE: list.file, SAMPLE: 'false' };
const CLEAN = { code: 0, signal: null };

afterAll(() => list.remove());

let house: TestStart | undefined;
let program: TestProgram | undefined;
afterEach(async () => {
  await house?.close();
  await program?.stop();
  house = program = undefined;
});

/** How it ended, what of it runs still, and whether its note for other commands is gone. */
async function endOf({ program: started, gateway }: TestStart) {
  const { code, signal }: End = await started.ended;
  const note = fileOfHouse(`.groundswell/${new URL(gateway).port}.json`);
  return { code, signal, running: started.running(), noted: existsSync(note), err: started.err() };
}

const NOTHING_LEFT = { ...CLEAN, running: [], noted: false, err: '' };

describe('a house that runs', () => {
  test.each([
    // What Ctrl-C in a terminal sends.
    ['SIGINT', 'whole group'],
    ['SIGTERM', 'start alone'],
  ] as const)('stops clean, with exit code 0, on %s to the %s', async (signal, to) => {
    house = await aStart(SETTINGS);
    house.program.signal(signal, to);
    expect(await endOf(house)).toEqual(NOTHING_LEFT);
  });

  test('ends a program of it that hangs', async () => {
    house = await aStart(SETTINGS);
    process.kill(house.table.get('unite')!.pid, 'SIGSTOP');
    house.program.signal('SIGTERM', 'start alone');
    expect(await endOf(house)).toEqual(NOTHING_LEFT);
  });

  test('leaves no process behind when it is killed', async () => {
    house = await aStart(SETTINGS);
    const { program: killed } = house;
    killed.signal('SIGKILL', 'start alone');
    await until('its programs to end', 10_000, () => killed.running().length === 0);
    expect(await killed.ended).toMatchObject({ signal: 'SIGKILL' });
  });
});

test.each([
  ['SIGINT', 'whole group'],
  ['SIGINT', 'start alone'],
  ['SIGTERM', 'start alone'],
] as const)('`npm start` ends clean on %s to the %s', async (signal, to) => {
  program = startProgram('npm', ['start'], { ...SETTINGS, PORT: '0' });
  await program.says('Stop with Ctrl-C.');
  program.signal(signal, to);
  const { running, ended, out } = program;
  expect(await ended).toMatchObject(CLEAN);
  await until('everything to end', 10_000, () => running().length === 0);
  // A program that ended by itself would have been started again.
  expect(out()).not.toContain('it starts again');
});

describe('a house that still starts', () => {
  test.each([
    ['SIGINT', 'whole group'],
    ['SIGTERM', 'start alone'],
  ] as const)('stops clean on %s to the %s', async (signal, to) => {
    program = startProgram(process.execPath, ['bin/start.js'], { ...SETTINGS, PORT: '0' });
    await program.says('Starting ');
    program.signal(signal, to);
    expect(await program.ended).toMatchObject(CLEAN);
    const { running } = program;
    await until('its programs to end', 10_000, () => running().length === 0);
    expect(program.err()).toBe('');
  });

  test('leaves no process behind when it is killed', async () => {
    // With a database that outlives it, so that nothing but its end tells its programs to stop.
    const engine = await startEmbeddedMongo();
    const settings = { ...SETTINGS, PORT: '0', MONGODB_URI: engine.uri };
    program = startProgram(process.execPath, ['bin/start.js'], settings);
    const { running } = program;
    await until('all its programs to be there', 30_000, () => running().length === 5);
    program.signal('SIGKILL', 'start alone');
    await until('its programs to end', 10_000, () => running().length === 0);
    await engine.close();
  });
});
