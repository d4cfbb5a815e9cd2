/**
 * The directory as one process of the coalition keeps it: the log of changes in MongoDB, which all processes share, and
 * in memory the state that follows from it. Each process polls the log for the changes of the others.
 */
import { setTimeout } from 'node:timers/promises';
import type { Connection } from 'mongoose';
import { createLiveDirectory, type LiveDirectory } from '../../../directory/directory.ts';
import { singleFlight } from '../../../platform/async/single-flight.ts';
import { log } from '../../../platform/log.ts';
import { type ChangeLog, changeLogOf } from './change-log.ts';
import type { ProposedChange } from './directory-change.ts';
import {
  type AffiliateRecord,
  directoryOf,
  type DirectoryState,
  EMPTY_STATE,
} from './directory-state.ts';
import { pollEvery } from './poll-every.ts';
import { readState } from './read-state.ts';
import { type ListedAffiliate, nextSettingsChange } from './settings-changes.ts';

/** How often a process polls for the changes of others. */
const POLL_EVERY_MS = 1_000;

/** How often a change is attempted while others come first: some five seconds. After that something else is wrong. */
const MAX_ATTEMPTS = 1_000;

/** The longest wait before the next attempt. It is random, so that processes that collided do not collide again. */
const RETRY_WITHIN_MS = 10;

export interface DirectoryStore extends LiveDirectory {
  state(): DirectoryState;
  /** The affiliate with this id, with its last change. */
  record(id: string): AffiliateRecord | undefined;
  /** A page of the log, newest change first. */
  changes: ChangeLog['page'];
  /** Reads the changes that other processes made since. */
  refresh(): Promise<void>;
  /**
   * Records the change that `decide` returns for the current state (compare and set). Where another change comes first,
   * `decide` is called again with the new state. It returns null to change nothing.
   * @returns the state after the change; listeners have been called by then
   */
  change(decide: (state: DirectoryState) => ProposedChange | null): Promise<DirectoryState>;
  /** Ends the polling. */
  close(): Promise<void>;
}

/**
 * Opens the directory in a database, and records the changes that the settings require.
 * @param listed the organisations of the settings
 */
export async function openDirectoryStore(
  db: Connection,
  listed: readonly ListedAffiliate[],
  { pollEveryMs = POLL_EVERY_MS } = {},
): Promise<DirectoryStore> {
  const changeLog = changeLogOf(db);
  await changeLog.createIndexes();
  let state = EMPTY_STATE;
  let areSettingsApplied = false;
  const live = createLiveDirectory(directoryOf(state));

  const refresh = singleFlight(async () => {
    const { next, isReread } = await readState(changeLog, state);
    if (next === state) return;
    if (isReread) areSettingsApplied = false;
    state = next;
    live.replace(directoryOf(state));
  });

  async function change(
    decide: (state: DirectoryState) => ProposedChange | null,
  ): Promise<DirectoryState> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      await refresh();
      const proposed = decide(state);
      if (!proposed) return state;
      const revision = state.revision + 1;
      if (await changeLog.record(revision, proposed)) {
        logChange(proposed, revision);
        await refresh();
        return state;
      }
      await setTimeout(Math.random() * RETRY_WITHIN_MS);
    }
    throw new Error(`Expected to change the directory, but ${MAX_ATTEMPTS} others came first.`);
  }

  /** Refreshes. After a backup was restored, the settings are applied again, as they would be at a start. */
  async function refreshWithSettings(): Promise<void> {
    await refresh();
    if (areSettingsApplied) return;
    await applySettings(change, listed);
    areSettingsApplied = true;
  }

  await refreshWithSettings();
  const polling = pollEvery(pollEveryMs, refreshWithSettings);
  return {
    now: live.now,
    onChange: live.onChange,
    state: () => state,
    record: (id) => state.records.get(id),
    changes: changeLog.page,
    refresh,
    change,
    close: () => polling.stop(),
  };
}

/** Records the changes that the settings require, one after another. */
async function applySettings(
  change: DirectoryStore['change'],
  listed: readonly ListedAffiliate[],
): Promise<void> {
  let next: ProposedChange | null;
  do {
    next = null;
    await change((state) => (next = nextSettingsChange(listed, state)));
  } while (next !== null);
}

/** Logs a change without the administrator, whom the log of changes has: a log line names no person. */
const logChange = ({ change, organisation, origin }: ProposedChange, revision: number): void =>
  log.info({ organisation, revision, reason: `${change} by ${origin}` }, 'directory changed');
