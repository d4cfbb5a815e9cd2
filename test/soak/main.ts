/** `npm run soak -- --minutes N --seed S`: injects faults, as the e2e test does, for as long as you want. */
import { parseArgs } from 'node:util';
import { formatReport, runFaults } from '../support/faults/run.ts';

const USAGE = 'Usage: npm run soak -- [--minutes N] [--seed S]';

function readArguments(): { minutes: number; seed: string } {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { minutes: text, seed: text } });
  const minutes = Number(values.minutes ?? 10);
  if (!(minutes > 0 && minutes <= 10_000))
    throw new Error(`--minutes: expected a number from 0 to 10,000, but got "${values.minutes}".`);
  return { minutes, seed: values.seed ?? String(Date.now()) };
}

try {
  const { minutes, seed } = readArguments();
  process.stdout.write(`Faults for ${minutes} minutes, seed ${seed} …\n`);
  const run = { seed, forMs: minutes * 60_000, everyMs: 400 };
  const report = await runFaults(run);
  process.stdout.write(`${formatReport(run, report)}\n`);
  process.exitCode = report.wrong.length === 0 ? 0 : 1;
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n${USAGE}\n`);
  process.exitCode = 1;
}
