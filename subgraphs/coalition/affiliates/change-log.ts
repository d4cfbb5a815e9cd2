/** The directory in MongoDB: a numbered log of its changes. The number of a change is the revision that it makes. */
import { type Connection, Schema } from 'mongoose';
import { modelOf } from '../../framework/row-schema.ts';
import type { Order } from '../../framework/lists/cursor.ts';
import type { Page, PageArgs } from '../../framework/lists/page.ts';
import { readPage } from '../../framework/lists/query.ts';
import { numberedLogIn, tryAppend } from '../../framework/numbered-log.ts';
import { type PersonalRows, personKey } from '../../framework/personal.ts';
import {
  ORIGINS,
  type ProposedChange,
  readAffiliate,
  type RecordedChange,
} from './directory-change.ts';
import { DirectoryChangeKind } from '../../../schema/generated/enums.ts';

/** A change as it is stored. */
export interface ChangeRow extends Omit<ProposedChange, 'affiliate'> {
  _id: number;
  /** As JSON: an issuer's names for roles may contain characters that MongoDB forbids in the name of a field. */
  affiliate: string;
  at: Date;
}

const changeSchema = new Schema(
  {
    _id: Number,
    change: { type: String, enum: DirectoryChangeKind },
    organisation: String,
    affiliate: String,
    origin: { type: String, enum: ORIGINS },
    by: personKey,
    reason: String,
    at: Date,
  },
  { versionKey: false },
).index({ organisation: 1, _id: -1 });

/** What changes say of the administrators who made them: all that the coalition has about people. */
export const ofChanges: PersonalRows = {
  collection: 'directory',
  keys: ['by'],
  fields: ['by', 'reason', 'at'],
  answers: ['DirectoryChange.by', 'DirectoryChange.reason', 'DirectoryChange.at'],
  impersonal: ['_id', 'change', 'organisation', 'affiliate', 'origin'],
  purpose: 'That decisions about affiliates can be answered for.',
  kept: 'As long as the directory.',
  erasure: 'The change stays, as one that no administrator is known to have made.',
};

/** Arguments of the list of changes. */
export interface ChangesArgs extends PageArgs {
  /** The id of the affiliate whose changes are wanted; those of all when left out. */
  organisation?: string | null;
}

const latestFirst: Order = { name: 'last', keys: [{ field: '_id', direction: -1, as: 'number' }] };

export type ChangeLog = ReturnType<typeof changeLogOf>;

/** The log of changes in a database. */
export function changeLogOf(db: Connection) {
  const changes = modelOf<ChangeRow>(db, 'DirectoryChange', changeSchema, 'directory');
  const log = numberedLogIn<Omit<ChangeRow, '_id'>>(db.collection('directory'));
  return {
    createIndexes: () => changes.createIndexes(),

    /** All changes from a revision on, in order. */
    async from(revision: number): Promise<RecordedChange[]> {
      const rows = await log.after(revision - 1);
      return rows.map(({ _id, affiliate, ...row }) => ({
        ...row,
        revision: _id,
        affiliate: readAffiliate(affiliate),
      }));
    },

    /** A page of the changes of one affiliate or of all, newest first. */
    page: ({ organisation, ...args }: ChangesArgs): Promise<Page<ChangeRow>> =>
      readPage(changes, {
        filter: organisation == null ? {} : { organisation },
        order: latestFirst,
        args,
      }),

    /**
     * Records a change as this revision.
     * @returns false when another change has this revision, or when the revision before it does not exist: then a backup
     *   was restored after the caller read the log, and the change is deleted again
     */
    async record(revision: number, { affiliate, ...change }: ProposedChange): Promise<boolean> {
      const row = { ...change, affiliate: JSON.stringify(affiliate), at: new Date() };
      await changes.validate({ _id: revision, ...row });
      const { count } = await tryAppend(log, [row], revision - 1);
      if (count === 0) return false;
      if (revision === 1 || (await changes.exists({ _id: revision - 1 }))) return true;
      await changes.deleteOne({ _id: revision });
      return false;
    },
  };
}
