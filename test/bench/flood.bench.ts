/**
 * `npm run bench -- flood [--seconds N]`: what others notice of eight callers who ask for the dearest there is. Beside it
 * stand the same others while nothing else is asked, and while a plain loop burns as much CPU as the flood did.
 */
import { spawn } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { tokensOf } from '../support/callers-of-start.ts';
import { load } from '../support/load.ts';
import { post } from '../support/post.ts';
import { aStart } from '../support/start.ts';
import { cpuMsOf, cpuMsOfGroup } from './measuring/cpu.ts';
import { startRole } from './measuring/role.ts';
import { timingTable } from './measuring/tables.ts';
import { type Timing, timingOf } from './measuring/timing.ts';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '20' } } });
const RUN_MS = Number(values.seconds) * 1000;
const EVERYDAY = '{ policyIdeas(first: 10) { nodes { id title organisation { name } } } }';
const FLOODING = 8;
const OTHERS = 2;
/** How long someone reads an answer before they ask again. */
const READS_MS = 50;
const SLICE_MS = 10;
const WARM_MS = 3_000;
/** Most of what the flood asks is refused, so it takes some seconds until each of its operations was planned. */
const PLANNED_MS = 10_000;

const house = await aStart();
const url = `${house.gateway}/graphql`;
try {
  const tokens = await tokensOf(house, FLOODING + OTHERS);
  const [flooding, others] = [tokens.slice(0, FLOODING), [null, ...tokens.slice(FLOODING)]];
  await timesOf(others, WARM_MS);
  const quiet = await measured(others);
  const role = startRole('flood/flooding');
  const pid = await role.call<number>('begin', { url, tokens: flooding });
  // Its operations are planned then.
  await setTimeout(PLANNED_MS);
  const askedBefore = cpuMsOf(pid);
  const flooded = await measured(others);
  const floodMs = flooded.cpuMs - quiet.cpuMs;
  const askingMs = cpuMsOf(pid) - askedBefore;
  const statuses = await role.call<[number, number][]>('end');
  await role.end();
  const burners = burn((floodMs + askingMs) / RUN_MS);
  const burning = await measured(others);
  for (const burner of burners) burner.kill();
  process.stdout.write(
    `${timingTable('others', [
      ['alone', quiet.timing],
      ['beside the flood', flooded.timing],
      ['beside a loop with its CPU', burning.timing],
    ])}
The flood's CPU: ${(floodMs / RUN_MS).toFixed(2)} cores of the house, ${(askingMs / RUN_MS).toFixed(2)} to ask. Answered to it: ${statuses.map(([status, count]) => `${status} ${count} times`).join(', ')}.
`,
  );
} finally {
  await house.close();
}

async function measured(
  tokens: readonly (string | null)[],
): Promise<{ timing: Timing; cpuMs: number }> {
  const before = cpuMsOfGroup(house.program.pid);
  const timing = await timesOf(tokens, RUN_MS);
  return { timing, cpuMs: cpuMsOfGroup(house.program.pid) - before };
}

/** How long everyday requests of these take. @throws Error when one fails */
async function timesOf(tokens: readonly (string | null)[], forMs: number): Promise<Timing> {
  const times: number[] = [];
  const loads = tokens.map((token) =>
    load(1, async () => {
      const began = performance.now();
      const { status, answer } = await post(
        url,
        { query: EVERYDAY },
        token === null ? {} : { authorization: `Bearer ${token}` },
      );
      times.push(performance.now() - began);
      if (status !== 200 || answer.errors) throw new Error(`Others were answered ${status}.`);
      await setTimeout(READS_MS);
    }),
  );
  await setTimeout(forMs);
  await Promise.all(loads.map(({ stop }) => stop()));
  return timingOf(times);
}

/** Plain loops that use so many cores together. */
function burn(cores: number) {
  const loops = Math.ceil(cores);
  const busyMs = (SLICE_MS * cores) / loops;
  const code = `setInterval(() => { const until = performance.now() + ${busyMs}; while (performance.now() < until); }, ${SLICE_MS})`;
  return Array.from({ length: loops }, () =>
    spawn(process.execPath, ['-e', code], { stdio: 'ignore' }),
  );
}
