import { expect, test } from '@jest/globals';
import { formatReport, runFaults } from '../support/faults/run.ts';

/** A new seed for each run, unless one is given. The report prints it. */
const seed = process.env['FAULT_SEED'] ?? String(Date.now());

test('whatever happens to its processes and their connections, the catalogue is what the organisations share', async () => {
  const run = { seed, faults: 100, everyMs: 120 };
  const report = await runFaults(run);
  console.info(formatReport(run, report));
  if (report.wrong.length > 0) throw new Error(formatReport(run, report));
  const { 'long pause': longPauses, ...others } = report.kinds;
  expect(longPauses).toBe(2);
  expect(Object.values(others).reduce((sum, times) => sum + times, 0)).toBe(100);
  expect(report.acknowledged).toBeGreaterThan(100);
}, 300_000);
