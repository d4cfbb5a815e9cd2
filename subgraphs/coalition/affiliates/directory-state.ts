/** The state of the directory that follows from its changes. */
import type { Affiliate, Directory } from '../../../directory/directory.ts';
import type { RecordedChange } from './directory-change.ts';

/** An affiliate, and the last change of it. */
export interface AffiliateRecord {
  affiliate: Affiliate;
  lastChange: RecordedChange;
}

/** The directory at a revision. */
export interface DirectoryState {
  revision: number;
  /** The change that made this revision; null before the first. */
  lastChange: RecordedChange | null;
  /** All affiliates by their ids, in the order in which they joined. */
  records: ReadonlyMap<string, AffiliateRecord>;
}

/** The directory before the first change. */
export const EMPTY_STATE: DirectoryState = { revision: 0, lastChange: null, records: new Map() };

/**
 * Applies further changes, in their order.
 * @throws ChangesMissing when their revisions do not follow on
 */
export function applyChanges(
  state: DirectoryState,
  changes: readonly RecordedChange[],
): DirectoryState {
  const records = new Map(state.records);
  let { revision } = state;
  for (const change of changes) {
    if (change.revision !== revision + 1) throw new ChangesMissing(revision + 1, change.revision);
    revision = change.revision;
    const { organisation, affiliate } = change;
    if (affiliate) records.set(organisation, { affiliate, lastChange: change });
    else records.delete(organisation);
  }
  return { revision, lastChange: changes.at(-1) ?? state.lastChange, records };
}

/**
 * Changes were lost, possibly a suspension. This is not repaired by leaving them out, as a suspended organisation would
 * be back without a word: only the coalition's administrators can say what the directory should be.
 */
class ChangesMissing extends Error {
  constructor(expected: number, got: number) {
    super(
      `Expected the change ${expected} of the directory, but got ${got}: those between are not in the database. ` +
        `Restore a backup that has them; or delete the changes from ${got} on, with ` +
        `db.directory.deleteMany({ _id: { $gte: ${got} } }), and make again what these and the missing ones changed.`,
    );
  }
}

/** The directory as others receive it. */
export const directoryOf = ({ revision, records }: DirectoryState): Directory => ({
  revision,
  affiliates: [...records.values()].map(({ affiliate }) => affiliate),
});

/** The addresses of affiliates that come from the settings. They are trusted, whatever network they are in. */
export const addressesOfSettings = ({ records }: DirectoryState): Set<string> =>
  new Set(
    [...records.values()].flatMap(({ affiliate: { url }, lastChange }) =>
      url !== null && lastChange.origin === 'SETTINGS' ? [url] : [],
    ),
  );
