import { expect, test } from '@jest/globals';
import { runFaults, told } from '../support/faults/run.ts';

/** Another one each time, unless it is given; it is printed in any case. */
const seed = process.env['FAULT_SEED'] ?? String(Date.now());

test('whatever happens to its processes and their connections, the catalogue is what the organisations share', async () => {
  const run = { seed, faults: 100, everyMs: 120 };
  const report = await runFaults(run);
  console.info(told(run, report));
  if (report.wrong.length > 0) throw new Error(told(run, report));
  // Those that sleep longest come beside the hundred, each of which did something.
  const { sleep, ...others } = report.kinds;
  expect(sleep).toBe(2);
  expect(Object.values(others).reduce((sum, times) => sum + times, 0)).toBe(100);
  expect(report.acknowledged).toBeGreaterThan(100);
}, 300_000);
