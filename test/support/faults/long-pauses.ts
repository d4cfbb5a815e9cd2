/**
 * Long pauses, beside all other faults: at any time one process of an organisation and one of the coalition are paused
 * for longer than any time-out, and resumed when the others have long gone on without them.
 */
import { setTimeout as later } from 'node:timers/promises';
import { COALITION } from '../../../directory/organisations.ts';
import type { Chance } from '../../../development/sample/chance.ts';
import type { FaultyCoalition, Member } from './a-coalition.ts';

/** Longer than every time-out: the longest is the 30 s that a batch of the feed may take (`publish/feed.ts`). */
const PAUSE_MS = { from: 36_000, to: 40_000 };

/** Between two pauses all run, so that the work of the resumed process meets what the others did meanwhile. */
const RUN_MS = { from: 2_000, to: 6_000 };

export interface LongPauses {
  /** Begins no further pause; resolves once all processes are resumed. */
  stop(): Promise<void>;
}

/** @param note called with a sentence about each pause */
export function startLongPauses(
  { members }: Pick<FaultyCoalition, 'members'>,
  chance: Chance,
  note: (what: string) => void,
): LongPauses {
  const over = new AbortController();

  /** Pauses one of these processes after the other. */
  async function pauseInTurn(some: readonly Member[]): Promise<void> {
    while (!over.signal.aborted) {
      const [one] = chance.some(
        some.filter(({ process }) => process.isHealthy()),
        1,
      );
      if (one) await pause(one);
      await later(chance.integer(RUN_MS.from, RUN_MS.to));
    }
  }

  async function pause({ process }: Member): Promise<void> {
    const pauseMs = chance.integer(PAUSE_MS.from, PAUSE_MS.to);
    note(`long pause: ${process.name}, for ${pauseMs} ms`);
    process.pause();
    await later(pauseMs);
    process.resume();
  }

  const ofCoalition = ({ of }: Member) => of === COALITION;
  const pausing = Promise.all([
    pauseInTurn(members.filter((one) => !ofCoalition(one))),
    pauseInTurn(members.filter(ofCoalition)),
  ]);
  return {
    stop: async () => {
      over.abort();
      await pausing;
    },
  };
}
