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

afterAll(() => list.remove());

let house: TestStart | undefined;
let program: TestProgram | undefined;
afterEach(async () => {
  await house?.close();
  await program?.stop();
  house = program = undefined;
});

const NOTHING_LEFT = { code: 0, signal: null, running: [], noted: false, err: '' };

/** How a start ended, which of its processes still run, and whether its note for other commands is still there. */
async function endOf({ ended, running, err }: TestProgram, port: string) {
  const { code, signal }: End = await ended;
  const note = fileOfHouse(`.groundswell/${port}.json`);
  return { code, signal, running: running(), noted: existsSync(note), err: err() };
}

const endOfHouse = ({ program: started, gateway }: TestStart) =>
  endOf(started, new URL(gateway).port);

describe('a running coalition', () => {
  test('ends a program that hangs', async () => {
    house = await aStart(SETTINGS);
    process.kill(house.table.get('unite')!.pid, 'SIGSTOP');
    house.program.signal('SIGTERM', 'start alone');
    expect(await endOfHouse(house)).toEqual(NOTHING_LEFT);
  });

  test('leaves no process behind when it is killed', async () => {
    house = await aStart(SETTINGS);
    const { program: killed } = house;
    killed.signal('SIGKILL', 'start alone');
    await until('its programs to end', 10_000, () => killed.running().length === 0);
    expect(await killed.ended).toMatchObject({ signal: 'SIGKILL' });
  });
});

/** Whether a server of this machine answers 200 now. */
const isOk = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

type Moment = (started: TestProgram, gateway: string) => Promise<unknown>;

const itStarts: Moment = (started) => started.says('Starting ');
// npm, the start, an organisation, the coalition, the issuer and the gateway.
const allRun: Moment = ({ running }) =>
  until('all programs to run', 30_000, () => running().length === 6);
const gatewayLives: Moment = (_, gateway) =>
  until('the gateway to live', 50_000, () => isOk(`${gateway}/live`));
const gatewayIsReady: Moment = (_, gateway) =>
  until('the gateway to be ready', 50_000, () => isOk(`${gateway}/ready`));
const itIsReady: Moment = (started) => started.says('Stop with Ctrl-C.');

// npm passes on a signal that it alone receives; Ctrl-C in a terminal reaches all.
test.each([
  ['SIGINT', 'whole group', 'it says that it starts', itStarts],
  ['SIGINT', 'start alone', 'it says that it starts', itStarts],
  ['SIGTERM', 'start alone', 'it says that it starts', itStarts],
  ['SIGINT', 'whole group', 'all its programs run', allRun],
  ['SIGINT', 'whole group', 'the gateway lives', gatewayLives],
  ['SIGINT', 'whole group', 'the gateway is ready', gatewayIsReady],
  ['SIGINT', 'whole group', 'it says that it is ready', itIsReady],
  ['SIGTERM', 'start alone', 'it says that it is ready', itIsReady],
] as const)(
  '`npm start` leaves no process behind the prompt, and no word, on %s to the %s once %s',
  async (name, to, _moment, moment) => {
    const [port] = await freePorts(1);
    program = startProgram('npm', ['start'], { ...SETTINGS, PORT: String(port) });
    await moment(program, `http://127.0.0.1:${port}`);
    const before = program.out();
    program.signal(name, to);
    expect(await endOf(program, String(port))).toEqual(NOTHING_LEFT);
    // A program that ended by itself would have been started again.
    expect(program.out().slice(before.length)).toMatch(/^(Starting .+ …\n)?(Stopped\.\n)?$/);
  },
);

test('a coalition that is starting leaves no process behind when it is killed', async () => {
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
