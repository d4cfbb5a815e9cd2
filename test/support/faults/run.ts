/** A run of faults, one after the other, while people write; and what is wrong in the end. */
import { setTimeout as later } from 'node:timers/promises';
import { chanceOf } from '../../../development/sample/chance.ts';
import { aFaultyCoalition, type FaultyCoalition } from './a-coalition.ts';
import { drawFault } from './faults.ts';
import { startSleepers } from './sleepers.ts';
import { differences, sizes, standings } from './truth.ts';
import { startWriters } from './writers.ts';

export interface FaultRun {
  seed: string;
  /** How many faults; with `forMs`, as many as come in that time. */
  faults?: number;
  forMs?: number;
  /** How long it is from one fault to the next, in milliseconds. */
  everyMs: number;
}

export interface RunReport {
  /** What is not as it should be; nothing when all is well. */
  wrong: string[];
  /** What happened, in order. */
  history: string[];
  /** How many faults of which kind there were; `sleep` is beside those that were asked for. */
  kinds: Record<string, number>;
  faults: number;
  acknowledged: number;
  /** How long after the last fault the catalogue was whole, in milliseconds. */
  wholeAfterMs: number;
  things: number;
  entries: number;
  numbers: number;
}

/** A catalogue that gets no nearer to what is shared for so long is stuck. */
const STUCK_AFTER_MS = 30_000;

/** When a fault that was drawn would do nothing, another is drawn so soon. */
const DRAW_AGAIN_MS = 10;

export async function runFaults({
  seed,
  faults = Infinity,
  forMs = Infinity,
  everyMs,
}: FaultRun): Promise<RunReport> {
  const chance = chanceOf(seed);
  const coalition = await aFaultyCoalition();
  const history: string[] = [];
  const began = performance.now();
  const note = (what: string): void => {
    history.push(`${((performance.now() - began) / 1_000).toFixed(2)} s  ${what}`);
  };
  const writers = startWriters(coalition, chanceOf(`${seed}/writers`), note);
  const kinds: Record<string, number> = {};
  const count = (kind: string): void => void (kinds[kind] = (kinds[kind] ?? 0) + 1);
  const sleepers = startSleepers(coalition, chanceOf(`${seed}/sleepers`), (what) => {
    note(what);
    count('sleep');
  });
  const healing: Promise<void>[] = [];
  try {
    let done = 0;
    while (done < faults && performance.now() - began < forMs) {
      const fault = drawFault(coalition, chance);
      if (fault) {
        done += 1;
        count(fault.kind);
        note(fault.what);
        healing.push(fault.happen());
      }
      await later(fault ? everyMs : DRAW_AGAIN_MS);
    }
    await Promise.all([...healing, sleepers.stop()]);
    await writers.stop();
    note('all is well again');
    await Promise.all(coalition.members.map(({ process }) => process.ready()));
    const healedAt = performance.now();
    const found = await untilWhole(coalition, writers.standing());
    const wrong = found.length > 0 ? [...(await standings(coalition)), ...found] : [];
    const wholeAfterMs = performance.now() - healedAt;
    const acknowledged = writers.acknowledged();
    return {
      wrong,
      history,
      kinds,
      faults: done,
      acknowledged,
      wholeAfterMs,
      ...(await sizes(coalition)),
    };
  } finally {
    await Promise.all([writers.stop(), sleepers.stop()]);
    await coalition.close();
  }
}

/** Waits for the catalogue for as long as it comes nearer; answers what is wrong with it then. */
async function untilWhole(
  coalition: FaultyCoalition,
  standing: ReadonlySet<string>,
): Promise<string[]> {
  let fewest = Infinity;
  let nearerAt = performance.now();
  for (;;) {
    const lookedAt = performance.now();
    const wrong = [...(await differences(coalition)), ...(await missing(coalition, standing))];
    if (wrong.length < fewest) [fewest, nearerAt] = [wrong.length, performance.now()];
    if (wrong.length === 0 || performance.now() - nearerAt > STUCK_AFTER_MS) return wrong;
    // To look through many rows is work for the engine, which it needs for the others.
    await later(100 + 10 * (performance.now() - lookedAt));
  }
}

/** Ideas that were acknowledged, and that their own organisation does not have. */
async function missing(
  { organisations, db }: FaultyCoalition,
  standing: ReadonlySet<string>,
): Promise<string[]> {
  const kept = await Promise.all(
    organisations.map(({ id }) => db(id).collection<{ _id: string }>('ideas').distinct('_id')),
  );
  const ids = new Set(kept.flat());
  return [...standing].filter((id) => !ids.has(id)).map((id) => `not kept: ${id}`);
}

/** A report in a few lines; with everything that happened, where something is wrong. */
export function told({ seed }: FaultRun, report: RunReport): string {
  const { wrong, history, kinds, faults, acknowledged, wholeAfterMs, things, entries, numbers } =
    report;
  const counts = Object.entries(kinds).map(([kind, times]) => `${times} ${kind}`);
  const lines = [
    `seed ${seed}: ${faults} faults (${counts.join(', ')}), ${acknowledged} writes acknowledged;`,
    `${things} things shared, ${numbers} numbers given, ${entries} entries kept; whole ${wholeAfterMs.toFixed(0)} ms after all was well.`,
  ];
  return wrong.length === 0
    ? lines.join('\n')
    : [...lines, ...wrong.slice(0, 50), `It came so (seed ${seed}):`, ...history].join('\n');
}
