/** What someone knows who has read entries of the log. */
import type { LogEntry } from '../../../../subgraphs/feed/protocol/log-entry.ts';
import type { Row } from './memory-rows.ts';

/** The newest version of each thing that was read, and whether it is shared. */
export type Versions = Map<string, { version: number; shared: boolean }>;

/** Applies an entry as a follower does: only where it is newer. */
export function apply(versions: Versions, { thing, version, card }: LogEntry): void {
  if ((versions.get(thing)?.version ?? 0) >= version) return;
  versions.set(thing, { version, shared: card !== null });
}

/** How a reader's knowledge differs from the rows, in words. */
export function differences(
  who: string,
  versions: Versions,
  rows: ReadonlyMap<string, Row>,
): string[] {
  const ids = new Set([...versions.keys(), ...rows.keys()]);
  return [...ids].flatMap((id) => {
    const row = rows.get(id);
    const shows = versions.get(id)?.shared ?? false;
    const isShared = row !== undefined && row.shared && !row.removed;
    if (shows !== isShared) return [`${who} ${shows ? 'still has' : 'lacks'} ${id}`];
    const isOld = isShared && versions.get(id)?.version !== row.version;
    return isOld ? [`${who} has an old ${id}`] : [];
  });
}
