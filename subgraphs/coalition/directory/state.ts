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
  entries: ReadonlyMap<string, Entry>;
}

/** Before anything was done. */
export const NOTHING_YET: State = { revision: 0, entries: new Map() };

/** The state after more changes, in their order. @throws Error when one between is missing */
export function stateAfter(state: State, changes: readonly MadeChange[]): State {
  const entries = new Map(state.entries);
  let { revision } = state;
  for (const last of changes) {
    if (last.revision !== revision + 1)
      throw new Error(
        `Expected the change ${revision + 1} of the directory, but got ${last.revision}.`,
      );
    revision = last.revision;
    if (last.affiliate) entries.set(last.organisation, { affiliate: last.affiliate, last });
    else entries.delete(last.organisation);
  }
  return { revision, entries };
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
