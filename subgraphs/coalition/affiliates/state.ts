/** What the changes of the directory come to. */
import type { Affiliate, Directory } from '../../../directory/directory.ts';
import type { MadeChange } from './change.ts';

/** An affiliate, and what was last done about it. */
export interface Entry {
  affiliate: Affiliate;
  last: MadeChange;
}

/** The directory at a revision, in the order in which affiliates came. */
export interface State {
  revision: number;
  /** The change that it came of; null before anything was done. */
  last: MadeChange | null;
  entries: ReadonlyMap<string, Entry>;
}

/** Before anything was done. */
export const NOTHING_YET: State = { revision: 0, last: null, entries: new Map() };

/** The state after more changes, in their order. @throws ChangesMissing when one between is */
export function stateAfter(state: State, changes: readonly MadeChange[]): State {
  const entries = new Map(state.entries);
  let { revision } = state;
  for (const last of changes) {
    if (last.revision !== revision + 1) throw new ChangesMissing(revision + 1, last.revision);
    revision = last.revision;
    if (last.affiliate) entries.set(last.organisation, { affiliate: last.affiliate, last });
    else entries.delete(last.organisation);
  }
  return { revision, last: changes.at(-1) ?? state.last, entries };
}

/** Some were lost, perhaps of who was suspended: nobody but its administrators can say what the directory is then. */
class ChangesMissing extends Error {
  constructor(expected: number, got: number) {
    super(
      `Expected the change ${expected} of the directory, but got ${got}: those between are not in the database. ` +
        `Put a backup back that has them; or delete the changes from ${got} on, with ` +
        `db.directory.deleteMany({ _id: { $gte: ${got} } }), and make anew what these and the missing ones said.`,
    );
  }
}

/** As others are told it. */
export const directoryOf = ({ revision, entries }: State): Directory => ({
  revision,
  affiliates: [...entries.values()].map(({ affiliate }) => affiliate),
});

/** The addresses that the settings say, which are trusted wherever they are. */
export const addressesOfSettings = ({ entries }: State): Set<string> =>
  new Set(
    [...entries.values()].flatMap(({ affiliate: { url }, last }) =>
      url !== null && last.origin === 'SETTINGS' ? [url] : [],
    ),
  );
