/** A run of faults, one after the other, while people write; and what is wrong in the end. */
import { COALITION } from '../../../directory/organisations.ts';
import { type Chance, chanceOf } from '../../../sample/chance.ts';
import { aFaultyCoalition, type FaultyCoalition, type Member } from './a-coalition.ts';
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
  /** How many faults of which kind there were. */
  kinds: Record<string, number>;
  faults: number;
  acknowledged: number;
  /** How long after the last fault the catalogue was whole, in milliseconds. */
  wholeAfterMs: number;
  things: number;
  entries: number;
  numbers: number;
}

/** Longer than anyone waits for anyone. */
const PAUSE_MS = { from: 4_000, to: 6_000 };

/** A catalogue that gets no nearer to what is shared for so long is stuck. */
const STUCK_AFTER_MS = 30_000;

/** How often which fault is drawn. */
const FAULTS = { kill: 12, pause: 16, reset: 40, stall: 8, cut: 24 };

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
  const healing: Promise<void>[] = [];
  try {
    let done = 0;
    for (; done < faults && performance.now() - began < forMs; done += 1) {
      const kind = chance.weigh(FAULTS);
      kinds[kind] = (kinds[kind] ?? 0) + 1;
      healing.push(doFault(kind, coalition, chance, note));
      await later(everyMs);
    }
    await Promise.all(healing);
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
    await writers.stop();
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

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Does one fault, and resolves once it is healed. */
async function doFault(
  kind: keyof typeof FAULTS,
  { members, feeds }: FaultyCoalition,
  chance: Chance,
  note: (what: string) => void,
): Promise<void> {
  const follower = members.find(({ of }) => of === COALITION);
  // The follower is one of eleven, and all depends on it: it gets its share of what happens.
  const victim: Member = chance.happens(0.25) && follower ? follower : chance.pick(members);
  const { process, database } = victim;
  if (kind === 'cut') {
    const [of, feed] = chance.pick([...feeds]);
    note(`cut: the connections of the follower to ${of}`);
    return feed.reset();
  }
  if (kind === 'reset') {
    note(`reset: the database connections of ${process.name}`);
    return database.reset();
  }
  const restMs = chance.whole(0, 1_000);
  const pauseMs = chance.whole(PAUSE_MS.from, PAUSE_MS.to);
  if (kind === 'stall') {
    note(`stall: the database connections of ${process.name}, for ${restMs + 500} ms`);
    database.stall();
    await later(restMs + 500);
    return database.heal();
  }
  if (!process.isWell()) return note(`${kind}: ${process.name} is not well as it is`);
  if (kind === 'kill') {
    note(`kill: ${process.name}, started again after ${restMs} ms`);
    process.kill();
    await later(restMs);
    return process.start();
  }
  note(`pause: ${process.name}, for ${pauseMs} ms`);
  process.pause();
  await later(pauseMs);
  process.resume();
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
