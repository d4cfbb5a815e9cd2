/** The directory of one process: what it was at last, told on, and changed. Several processes share one database. */
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Connection } from 'mongoose';
import { createLiveDirectory, type LiveDirectory } from '../../../directory/directory.ts';
import { log } from '../../../platform/log.ts';
import { traceOf } from '../../../platform/trace.ts';
import { singleFlight } from '../../../platform/async/single-flight.ts';
import { type Change, changesOf } from './change.ts';
import { nextSeed, type Seed } from './seed.ts';
import { directoryOf, type Entry, NOTHING_YET, type State, stateAfter } from './state.ts';

/** How often a process looks for changes that others made. */
const LOOK_EVERY_MS = 1_000;

/** So often someone else may come first, some five seconds long; then something else is wrong. */
const MOST_TRIES = 1_000;

/** Up to so long a try waits for the change that came first to be read; by chance, so that not all come again at once. */
const COME_AGAIN_MS = 10;

export interface OpenDirectory extends LiveDirectory {
  /** All that is known, with what was last done about each affiliate. */
  state(): State;
  entry(id: string): Entry | undefined;
  /** What was done, last first. */
  changes: ReturnType<typeof changesOf>['page'];
  /** Looks for changes that others made, now. */
  look(): Promise<void>;
  /**
   * Makes the change that `decide` answers, on the state that it was shown: it is called again when another change came
   * first. Nothing is done where it answers null. What is told on from here has the change.
   */
  change(decide: (state: State) => Change | null): Promise<State>;
  close(): Promise<void>;
}

/** Opens the directory in a database, with what the settings say in it. */
export async function openDirectory(
  db: Connection,
  seeds: readonly Seed[],
  { lookEveryMs = LOOK_EVERY_MS } = {},
): Promise<OpenDirectory> {
  const changes = changesOf(db);
  await changes.createIndexes();
  let state: State = NOTHING_YET;
  const live = createLiveDirectory(directoryOf(state));
  let isSeeded = false;
  const lookNow = singleFlight(async () => {
    const { next, isAnew } = await nextState(changes, state);
    if (next === state) return;
    if (isAnew) isSeeded = false;
    state = next;
    live.replace(directoryOf(state));
  });

  async function change(decide: (state: State) => Change | null): Promise<State> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      await lookNow();
      const wanted = decide(state);
      if (!wanted) return state;
      const revision = state.revision + 1;
      if (await changes.make(revision, wanted)) {
        tell(wanted, revision);
        await lookNow();
        return state;
      }
      await setTimeout(Math.random() * COME_AGAIN_MS);
    }
    throw new Error(`Expected to change the directory, but ${MOST_TRIES} others came first.`);
  }

  /** Looks; what the settings say is said again to a database that was put back, as it would be at a start. */
  async function lookAndSeed(): Promise<void> {
    await lookNow();
    if (isSeeded) return;
    await seed(change, seeds);
    isSeeded = true;
  }

  await lookAndSeed();
  const looking = lookAgain(lookAndSeed, lookEveryMs);
  return {
    now: live.now,
    onChange: live.onChange,
    state: () => state,
    entry: (id) => state.entries.get(id),
    changes: changes.page,
    look: lookNow,
    change,
    close: () => looking.stop(),
  };
}

/** The state that the database has by now, and whether it was read anew: what was known was never done in it. */
async function nextState(changes: ReturnType<typeof changesOf>, known: State) {
  const found = await changes.from(known.revision);
  const more = known.last ? found.slice(1) : found;
  if (!known.last || isDeepStrictEqual(found[0], known.last))
    return { next: more.length === 0 ? known : stateAfter(known, more), isAnew: false };
  const next = stateAfter(NOTHING_YET, await changes.from(0));
  const { revision } = next;
  log.warn({ reason: 'database put back', revision }, 'the directory is read anew');
  return { next, isAnew: true };
}

/** Makes every change that the settings ask for, one after the other. */
async function seed(change: OpenDirectory['change'], seeds: readonly Seed[]): Promise<void> {
  let next: Change | null;
  do {
    next = null;
    await change((state) => (next = nextSeed(seeds, state)));
  } while (next !== null);
}

/** Who did it stands with the change; a line of the log names no person. */
const tell = ({ change, organisation, origin }: Change, revision: number): void =>
  log.info({ organisation, revision, reason: `${change} by ${origin}` }, 'directory changed');

/** Looks again and again. While the database does not answer, what was known stands. */
function lookAgain(look: () => Promise<void>, everyMs: number) {
  let isFailing = false;
  let looking = Promise.resolve();
  const once = async (): Promise<void> => {
    try {
      await look();
      isFailing = false;
    } catch (error) {
      if (!isFailing) log.warn({ reason: 'directory', ...traceOf(error) }, 'directory not read');
      isFailing = true;
    }
  };
  const timer = setInterval(() => {
    looking = looking.then(once);
  }, everyMs);
  return {
    stop: async (): Promise<void> => {
      clearInterval(timer);
      await looking;
    },
  };
}
