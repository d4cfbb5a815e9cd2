/** Runs faults, one after the other, while people write, and reports whether anything is lost in the end. */
import { setTimeout as later } from 'node:timers/promises';
import { chanceOf } from '../../../development/sample/chance.ts';
import { aFaultyCoalition, type FaultyCoalition } from './a-coalition.ts';
import { drawFault } from './faults.ts';
import { startLongPauses } from './long-pauses.ts';
import { differences, feedStates, sizes } from './truth.ts';
import { startWriters } from './writers.ts';

export interface FaultRun {
  seed: string;
  /** How many faults; without it, as many as happen in `forMs`. */
  faults?: number;
  forMs?: number;
  /** The time from one fault to the next, in milliseconds. */
  everyMs: number;
}

export interface RunReport {
  /** What is wrong, in words; empty when all is well. */
  wrong: string[];
  /** What happened, in order. */
  history: string[];
  /** How many faults of each kind there were. Those of the kind `long pause` come in addition to `faults`. */
  kinds: Record<string, number>;
  faults: number;
  acknowledged: number;
  /** How long after the end of all faults the catalogue was complete, in milliseconds. */
  completeAfterMs: number;
  things: number;
  entries: number;
  /** The highest offsets of all logs, added up. */
  offsets: number;
}

/** A catalogue that has not come nearer to what is shared for so long is stuck. */
const STUCK_AFTER_MS = 30_000;

/** When the fault that was drawn would do nothing, another is drawn after this time. */
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
  const longPauses = startLongPauses(coalition, chanceOf(`${seed}/long pauses`), (what) => {
    note(what);
    count('long pause');
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
    await Promise.all([...healing, longPauses.stop()]);
    await writers.stop();
    note('the faults are over');
    await Promise.all(coalition.members.map(({ process }) => process.ready()));
    const healedAt = performance.now();
    const found = await untilComplete(coalition, writers.existing());
    const wrong = found.length > 0 ? [...(await feedStates(coalition)), ...found] : [];
    const completeAfterMs = performance.now() - healedAt;
    const acknowledged = writers.acknowledged();
    return {
      wrong,
      history,
      kinds,
      faults: done,
      acknowledged,
      completeAfterMs,
      ...(await sizes(coalition)),
    };
  } finally {
    await Promise.all([writers.stop(), longPauses.stop()]);
    await coalition.close();
  }
}

/** Waits for the catalogue as long as it comes nearer to what is shared; answers what is wrong in the end. */
async function untilComplete(
  coalition: FaultyCoalition,
  existing: ReadonlySet<string>,
): Promise<string[]> {
  let fewest = Infinity;
  let nearerAt = performance.now();
  for (;;) {
    const comparedAt = performance.now();
    const wrong = [...(await differences(coalition)), ...(await missing(coalition, existing))];
    if (wrong.length < fewest) [fewest, nearerAt] = [wrong.length, performance.now()];
    if (wrong.length === 0 || performance.now() - nearerAt > STUCK_AFTER_MS) return wrong;
    // To compare many rows costs the database time, which the coalition needs.
    await later(100 + 10 * (performance.now() - comparedAt));
  }
}

/** Ideas that were acknowledged, but which their own organisation does not have. */
async function missing(
  { organisations, db }: FaultyCoalition,
  existing: ReadonlySet<string>,
): Promise<string[]> {
  const kept = await Promise.all(
    organisations.map(({ id }) => db(id).collection<{ _id: string }>('ideas').distinct('_id')),
  );
  const ids = new Set(kept.flat());
  return [...existing].filter((id) => !ids.has(id)).map((id) => `not kept: ${id}`);
}

/** A report in a few lines, followed by everything that happened if something is wrong. */
export function formatReport({ seed }: FaultRun, report: RunReport): string {
  const { wrong, history, kinds, faults, acknowledged, completeAfterMs, things, entries, offsets } =
    report;
  const counts = Object.entries(kinds).map(([kind, times]) => `${times} ${kind}`);
  const lines = [
    `seed ${seed}: ${faults} faults (${counts.join(', ')}), ${acknowledged} writes acknowledged;`,
    `${things} things shared, ${offsets} offsets used, ${entries} entries kept; complete ${completeAfterMs.toFixed(0)} ms after the last fault.`,
  ];
  return wrong.length === 0
    ? lines.join('\n')
    : [...lines, ...wrong.slice(0, 50), `What happened (seed ${seed}):`, ...history].join('\n');
}
