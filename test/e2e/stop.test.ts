import { existsSync } from 'node:fs';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { startEmbeddedMongo } from '@groundswell/embedded-mongo';
import { freePorts } from '../../development/start/free-ports.ts';
import { fileOfHouse } from '../../platform/root.ts';
import { aList } from '../support/list.ts';
import { type End, startProgram, type TestProgram } from '../support/program.ts';
import { aStart, type TestStart } from '../support/start.ts';
import { until } from '../support/until.ts';

/** One organisation is enough to see processes stop, and starts faster than five. */
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

/** How a start ended, which of its processes still run, and whether its note for other commands is deleted. */
async function endOf({ program: started, gateway }: TestStart) {
  const { code, signal }: End = await started.ended;
  const note = fileOfHouse(`.groundswell/${new URL(gateway).port}.json`);
  return { code, signal, running: started.running(), noted: existsSync(note), err: started.err() };
}

const NOTHING_LEFT = { ...CLEAN, running: [], noted: false, err: '' };

describe('a running coalition', () => {
  test.each([
    // What Ctrl-C in a terminal sends.
    ['SIGINT', 'whole group'],
    ['SIGTERM', 'start alone'],
  ] as const)('stops cleanly, with exit code 0, on %s to the %s', async (signal, to) => {
    house = await aStart(SETTINGS);
    house.program.signal(signal, to);
    expect(await endOf(house)).toEqual(NOTHING_LEFT);
  });

  test('ends a program that hangs', async () => {
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
] as const)('`npm start` ends cleanly on %s to the %s', async (signal, to) => {
  program = startProgram('npm', ['start'], { ...SETTINGS, PORT: '0' });
  await program.says('Stop with Ctrl-C.');
  program.signal(signal, to);
  const { running, ended, out } = program;
  expect(await ended).toMatchObject(CLEAN);
  expect(running()).toEqual([]);
  // A program that ended by itself would have been started again.
  expect(out()).not.toContain('it starts again');
});

/** Whether a server of this machine answers 200 now. */
const isOk = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

/** Moments of a start: each promise resolves as soon as its moment has come. */
const MOMENTS: Record<string, (started: TestProgram, gateway: string) => Promise<unknown>> = {
  'it says that it starts': (started) => started.says('Starting '),
  // npm, the start, an organisation, the coalition, the issuer and the gateway.
  'all its programs run': ({ running }) =>
    until('all programs to run', 30_000, () => running().length === 6),
  'the gateway lives': (_, gateway) =>
    until('the gateway to live', 50_000, () => isOk(`${gateway}/live`)),
  'the gateway is ready': (_, gateway) =>
    until('the gateway to be ready', 50_000, () => isOk(`${gateway}/ready`)),
  'it says that it is ready': (started) => started.says('Stop with Ctrl-C.'),
};

test.each(Object.entries(MOMENTS))(
  'Ctrl-C leaves no process behind the prompt, and no word, once %s',
  async (_name, moment) => {
    const [port] = await freePorts(1);
    program = startProgram('npm', ['start'], { ...SETTINGS, PORT: String(port) });
    await moment(program, `http://127.0.0.1:${port}`);
    const { running, ended, out, err, signal } = program;
    const before = out();
    signal('SIGINT', 'whole group');
    expect(await ended).toMatchObject(CLEAN);
    expect({ running: running(), err: err() }).toEqual({ running: [], err: '' });
    expect(out().slice(before.length)).not.toMatch(/ready|again|Error|\bat /);
  },
);

describe('a coalition that is starting', () => {
  test.each([
    ['SIGINT', 'whole group'],
    ['SIGTERM', 'start alone'],
  ] as const)('stops cleanly on %s to the %s', async (signal, to) => {
    program = startProgram(process.execPath, ['bin/start.js'], { ...SETTINGS, PORT: '0' });
    await program.says('Starting ');
    program.signal(signal, to);
    expect(await program.ended).toMatchObject(CLEAN);
    expect(program.running()).toEqual([]);
    expect(program.err()).toBe('');
  });

  test('leaves no process behind when it is killed', async () => {
    // The database outlives the start, so that its programs stop only because the start ended.
    const engine = await startEmbeddedMongo();
    const settings = { ...SETTINGS, PORT: '0', MONGODB_URI: engine.uri };
    program = startProgram(process.execPath, ['bin/start.js'], settings);
    const { running } = program;
    await until('all its programs to run', 30_000, () => running().length === 5);
    program.signal('SIGKILL', 'start alone');
    await until('its programs to end', 10_000, () => running().length === 0);
    await engine.close();
  });
});
