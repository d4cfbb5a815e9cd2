/** Brings the state of the directory up to date with the log of changes. */
import { isDeepStrictEqual } from 'node:util';
import { log } from '../../../platform/log.ts';
import type { ChangeLog } from './change-log.ts';
import { applyChanges, type DirectoryState, EMPTY_STATE } from './directory-state.ts';

/**
 * Reads the changes since a state. The change that made that state is read as well: where the log has another in its
 * place, or none, a backup was restored, and all changes are read again.
 * @returns the same state where nothing changed, and whether all changes were read again
 */
export async function readState(
  changeLog: Pick<ChangeLog, 'from'>,
  state: DirectoryState,
): Promise<{ next: DirectoryState; isReread: boolean }> {
  const found = await changeLog.from(state.revision);
  const { lastChange } = state;
  if (!lastChange || isDeepStrictEqual(found[0], lastChange)) {
    const newer = lastChange ? found.slice(1) : found;
    return { next: newer.length === 0 ? state : applyChanges(state, newer), isReread: false };
  }
  const next = applyChanges(EMPTY_STATE, await changeLog.from(0));
  log.warn({ reason: 'backup restored', revision: next.revision }, 'directory read again');
  return { next, isReread: true };
}
