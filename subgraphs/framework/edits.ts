/**
 * What two people may edit says how often it was edited, so that neither takes back what the other wrote without a look at
 * it. It is a count of edits alone: the version of the outbox also counts votes and answers of guests.
 */
import { z } from 'zod';
import { refused, type Refusals } from './errors.ts';

/** The field of a row. Rows from before there was one were not edited since. */
export const editFields = { edits: { type: Number, default: 0 } } as const;

/** A row that may be edited. */
export interface Edited {
  edits?: number;
}

/** The version that people see: 1 for what was not edited. */
export const versionOf = ({ edits = 0 }: Edited): number => edits + 1;

/** The `version` of an input: from which an edit was made; null where that is not said. */
export const version = z
  .int()
  .min(1, 'a version as the thing itself says it, such as 1')
  .nullish()
  .transform((given) => given ?? null);

/**
 * Finds a row only if it has this version still.
 * @example campaigns.findOneAndUpdate({ _id, ...ifStill(version) }, [...edit, countEdit])
 */
export const ifStill = (stated: number | null): Record<string, unknown> =>
  stated === null ? {} : { edits: stated === 1 ? { $in: [0, null] } : stated - 1 };

/** The stage of an update that counts an edit. */
export const countEdit = { $set: { edits: { $add: [{ $ifNull: ['$edits', 0] }, 1] } } };

/**
 * The refusal of an edit that was made from an earlier version. The row as it is now goes with it.
 * @example return { campaign, ...stale(versionOf(campaign)) }
 */
export const stale = (now: number): Refusals<'STALE'> =>
  refused(
    'STALE',
    `It was changed since, and has the version ${now} now: look at it again, and send what is still to change.`,
    'input.version',
  );
