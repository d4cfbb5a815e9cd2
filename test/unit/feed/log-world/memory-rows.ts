/** Rows in memory, each access to which is a step. */
import type { Card } from '../../../../subgraphs/cards/card.ts';
import type { Outbox, PendingRow } from '../../../../subgraphs/feed/publish/card-source.ts';
import type { Step } from './steps.ts';

/** A write: the row is shared from now on, or kept private, or removed for good. */
export type Write = { row: string; as: 'SHARED' | 'PRIVATE' | 'REMOVED' };

export interface Row {
  version: number;
  incarnation: string;
  shared: boolean;
  pending: boolean;
  wasShared: boolean;
  removed: boolean;
}

export function createMemoryRows() {
  const rows = new Map<string, Row>();
  let incarnations = 0;

  const unchanged = ({ id, version, incarnation }: Omit<PendingRow, 'entry' | 'removed'>) => {
    const row = rows.get(id);
    return row?.version === version && row.incarnation === incarnation ? row : undefined;
  };

  function write({ row: id, as }: Write): void {
    const row = rows.get(id);
    const version = (row?.version ?? 0) + 1;
    if (as === 'REMOVED') {
      if (row) Object.assign(row, { version, removed: true, pending: true });
      return;
    }
    if (row?.removed) return;
    const isNew = { wasShared: false, removed: false };
    rows.set(id, {
      ...(row ?? { ...isNew, incarnation: `${(incarnations += 1)}` }),
      version,
      shared: as === 'SHARED',
      pending: true,
    });
  }

  function markShared(id: string, { version, incarnation }: Row): boolean {
    const row = unchanged({ id, version, incarnation });
    if (row) row.wasShared = true;
    return row !== undefined;
  }

  function markLogged(logged: PendingRow): void {
    const row = unchanged(logged);
    if (!row) return;
    if (logged.removed) rows.delete(logged.id);
    else row.pending = false;
  }

  function supersede(row: PendingRow, tombstoneVersion: number): void {
    const found = unchanged(row);
    if (found) Object.assign(found, { version: tombstoneVersion + 1, pending: true });
  }

  const pendingNow = () =>
    [...rows].filter(([, { pending }]) => pending).map(([id, row]) => [id, { ...row }] as const);

  /** What `cardsFrom` makes of a collection, of these rows as one process sees them. */
  const sourceOf = (step: Step): Outbox => ({
    markLegacyRows: async () => undefined,
    async pendingRows(limit) {
      const found = await step('pending rows', pendingNow, 'READS');
      const read: PendingRow[] = [];
      for (const [id, row] of found) {
        if (row.wasShared || !row.shared || row.removed) read.push(pendingRowOf(id, row));
        else if (await step(`mark shared ${id}`, () => markShared(id, row)))
          read.push(pendingRowOf(id, { ...row, wasShared: true }));
      }
      return { rows: read, more: read.length < found.length || found.length === limit };
    },
    async markLogged(logged) {
      for (const row of logged)
        await step(`mark logged ${row.id} ${row.version}`, () => markLogged(row));
    },
    supersede: (row, tombstoneVersion) =>
      step(`supersede ${row.id}`, () => supersede(row, tombstoneVersion)),
  });

  return { rows, write, sourceOf };
}

function pendingRowOf(id: string, row: Row): PendingRow {
  const { version, incarnation, removed, wasShared, shared } = row;
  const pendingRow = { id, version, incarnation, removed };
  if (!wasShared) return { ...pendingRow, entry: null };
  const card = shared && !removed ? ({ _id: id } as Card) : null;
  return { ...pendingRow, entry: { thing: id, version, card } };
}
