/**
 * The directory as it is kept: one document for each change, never changed itself. Its `_id` is the revision that the
 * change makes, so the unique index on it decides which of two changes came first, whoever made them: no lock, no clock.
 */
import type { Connection } from 'mongoose';
import { Schema } from 'mongoose';
import { type Affiliate, directorySchema } from '../../../directory/directory.ts';
import type { Order } from '../../framework/lists/cursor.ts';
import { isDuplicate } from '../../framework/mongo.ts';
import type { Page, PageArgs } from '../../framework/lists/page.ts';
import { readPage } from '../../framework/lists/query.ts';

/** Who says what an affiliate is: the settings and files that the coalition starts with, or its administrators. */
const ORIGINS = ['SETTINGS', 'ADMINISTRATOR'] as const;
type Origin = (typeof ORIGINS)[number];

const CHANGES = ['AFFILIATED', 'DESCRIBED', 'SUSPENDED', 'REINSTATED', 'DISAFFILIATED'] as const;

/** A change that is to be made. */
export interface Change {
  change: (typeof CHANGES)[number];
  /** Which affiliate it is of. */
  organisation: string;
  /** All of it as it is from then on; null when it is no affiliate any longer. */
  affiliate: Affiliate | null;
  origin: Origin;
  /** The subject of the administrator who made it; null where the settings did. */
  by: string | null;
  /** Why, where that was said. */
  reason: string | null;
}

/** A change that was made. */
export interface MadeChange extends Change {
  revision: number;
  at: Date;
}

/** A change as it is kept. */
export interface ChangeRow extends Omit<Change, 'affiliate'> {
  _id: number;
  /** As JSON: an issuer's names for roles may hold what the name of a field in MongoDB may not. */
  affiliate: string;
  at: Date;
}

const changeSchema = new Schema<ChangeRow>(
  {
    _id: Number,
    change: { type: String, enum: CHANGES },
    organisation: String,
    affiliate: String,
    origin: { type: String, enum: ORIGINS },
    by: String,
    reason: String,
    at: Date,
  },
  { versionKey: false },
).index({ organisation: 1, _id: -1 });

const affiliateSchema = directorySchema.shape.affiliates.element.nullable();

const read = (json: string): Affiliate | null => affiliateSchema.parse(JSON.parse(json));

/** An affiliate as it is read back once it was kept, to be compared with what is. */
export const asKept = (affiliate: Affiliate): Affiliate | null => read(JSON.stringify(affiliate));

/** What is asked of the list of changes. */
export interface ChangesArgs extends PageArgs {
  organisation?: string | null;
}

const lastFirst: Order = { name: 'last', keys: [{ field: '_id', direction: -1, as: 'number' }] };

/** The table of changes. */
export function changesOf(db: Connection) {
  const changes = db.model<ChangeRow>('DirectoryChange', changeSchema, 'directory');
  return {
    createIndexes: () => changes.createIndexes(),

    /** All that were made from a revision on, in order. */
    async from(revision: number): Promise<MadeChange[]> {
      const rows = await changes
        .find({ _id: { $gte: revision } })
        .sort({ _id: 1 })
        .lean<ChangeRow[]>();
      return rows.map(({ _id, affiliate, ...row }) => ({
        ...row,
        revision: _id,
        affiliate: read(affiliate),
      }));
    },

    /** Those of one organisation or of all, last first. */
    page: ({ organisation, ...args }: ChangesArgs): Promise<Page<ChangeRow>> =>
      readPage(changes, {
        filter: organisation == null ? {} : { organisation },
        order: lastFirst,
        args,
      }),

    /**
     * Makes a change as this revision. False when another was made as that before, and when the one before it is gone:
     * then the database was put back after it was read, and the change is taken back.
     */
    async make(revision: number, { affiliate, ...change }: Change): Promise<boolean> {
      const row = {
        _id: revision,
        ...change,
        affiliate: JSON.stringify(affiliate),
        at: new Date(),
      };
      try {
        await changes.create(row);
        if (revision === 1 || (await changes.exists({ _id: revision - 1 }))) return true;
        await changes.deleteOne({ _id: revision });
        return false;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },
  };
}
