/**
 * Beside all other faults two processes sleep, one of an organisation and one of the coalition, and wake in a world that
 * has long gone on without them; then others do, for as long as the run takes.
 */
import { setTimeout as later } from 'node:timers/promises';
import { COALITION } from '../../../directory/organisations.ts';
import type { Chance } from '../../../development/sample/chance.ts';
import type { FaultyCoalition, Member } from './a-coalition.ts';

/** Longer than anyone waits for anyone: the longest is the 30 s for what an organisation's server has begun (`feed.ts`). */
const SLEEP_MS = { from: 36_000, to: 40_000 };

/** For so long all are awake, and what one does that slept meets what others did meanwhile. */
const AWAKE_MS = { from: 2_000, to: 6_000 };

export interface Sleepers {
  /** No other falls asleep; resolves once all are awake. */
  stop(): Promise<void>;
}

/** @param note told of each that falls asleep */
export function startSleepers(
  { members }: Pick<FaultyCoalition, 'members'>,
  chance: Chance,
  note: (what: string) => void,
): Sleepers {
  const over = new AbortController();

  async function sleepInTurns(some: readonly Member[]): Promise<void> {
    while (!over.signal.aborted) {
      const [one] = chance.some(
        some.filter(({ process }) => process.isWell()),
        1,
      );
      if (one) await sleep(one);
      await later(chance.whole(AWAKE_MS.from, AWAKE_MS.to));
    }
  }

  async function sleep({ process }: Member): Promise<void> {
    const sleepMs = chance.whole(SLEEP_MS.from, SLEEP_MS.to);
    note(`sleep: ${process.name}, for ${sleepMs} ms`);
    process.pause();
    await later(sleepMs);
    process.resume();
  }

  const ofCoalition = ({ of }: Member) => of === COALITION;
  const sleeping = Promise.all([
    sleepInTurns(members.filter((one) => !ofCoalition(one))),
    sleepInTurns(members.filter(ofCoalition)),
  ]);
  return {
    stop: async () => {
      over.abort();
      await sleeping;
    },
  };
}
