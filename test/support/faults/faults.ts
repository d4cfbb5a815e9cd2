/** One fault of a process or of its connections, drawn at random. */
import { setTimeout as later } from 'node:timers/promises';
import { COALITION } from '../../../directory/organisations.ts';
import type { Chance } from '../../../development/sample/chance.ts';
import type { FaultyCoalition, Member } from './a-coalition.ts';

/** How often each kind of fault is drawn. Pauses are rare: a fault does little where most processes stand still. */
const FAULTS = { kill: 12, pause: 5, reset: 40, stall: 8, cut: 35 };

/** Longer than a silence that is noticed, shorter than most time-outs: `long-pauses.ts` has pauses beyond those. */
const PAUSE_MS = { from: 4_000, to: 6_000 };

export interface Fault {
  kind: keyof typeof FAULTS;
  /** What happens to which process, in words. */
  what: string;
  /** Makes it happen; resolves once it is healed. */
  happen(): Promise<void>;
}

/** Draws a fault; null when it would do nothing, as to a process that is down already. */
export function drawFault(
  { members, links }: Pick<FaultyCoalition, 'members' | 'links'>,
  chance: Chance,
): Fault | null {
  const kind = chance.weigh(FAULTS);
  if (kind === 'cut') {
    const { reader, of, proxy } = chance.pick(links);
    const happen = async () => proxy.reset();
    return proxy.isUsed()
      ? { kind, what: `cut: the connections of ${reader} to ${of}`, happen }
      : null;
  }
  // Everything depends on the followers, so they get more than their share of the faults.
  const followers = members.filter(({ of }) => of === COALITION);
  const victim = chance.pick(chance.happens(0.25) ? followers : members);
  const restMs = chance.integer(0, 1_000);
  const pauseMs = chance.integer(PAUSE_MS.from, PAUSE_MS.to);
  if (kind === 'kill') return killOf(victim, restMs);
  if (kind === 'pause') return pauseOf(victim, pauseMs);
  return kind === 'reset' ? resetOf(victim) : stallOf(victim, restMs + 500);
}

function killOf({ process }: Member, restMs: number): Fault | null {
  if (!process.isHealthy()) return null;
  const happen = async () => {
    process.kill();
    await later(restMs);
    process.start();
  };
  return { kind: 'kill', what: `kill: ${process.name}, started again after ${restMs} ms`, happen };
}

function pauseOf({ process }: Member, pauseMs: number): Fault | null {
  if (!process.isHealthy()) return null;
  const happen = async () => {
    process.pause();
    await later(pauseMs);
    process.resume();
  };
  return { kind: 'pause', what: `pause: ${process.name}, for ${pauseMs} ms`, happen };
}

function resetOf({ process, database }: Member): Fault | null {
  if (!database.isUsed()) return null;
  const what = `reset: the database connections of ${process.name}`;
  return { kind: 'reset', what, happen: async () => database.reset() };
}

function stallOf({ process, database }: Member, stallMs: number): Fault | null {
  if (!database.isUsed()) return null;
  const what = `stall: the database connections of ${process.name}, for ${stallMs} ms`;
  const happen = async () => {
    database.stall();
    await later(stallMs);
    database.heal();
  };
  return { kind: 'stall', what, happen };
}
