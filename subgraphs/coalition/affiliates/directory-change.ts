/** The changes that the directory is made of. */
import { isDeepStrictEqual } from 'node:util';
import { type Affiliate, directorySchema } from '../../../directory/directory.ts';
import type { DirectoryChangeKind } from '../../../schema/generated/enums.ts';

/** Where a change comes from: the settings that the coalition starts with, or one of its administrators. */
export const ORIGINS = ['SETTINGS', 'ADMINISTRATOR'] as const;

/** A change that is to be recorded. */
export interface ProposedChange {
  change: DirectoryChangeKind;
  /** The id of the affiliate that it is about. */
  organisation: string;
  /** The whole affiliate as it is after the change; null where it is an affiliate no longer. */
  affiliate: Affiliate | null;
  origin: (typeof ORIGINS)[number];
  /** The administrator who made it, as the `sub` of their token; null where the settings did. */
  by: string | null;
  /** The reason that the administrator gave. */
  reason: string | null;
}

/** A change as it stands in the log. */
export interface RecordedChange extends ProposedChange {
  /** Its number in the log, which is the revision of the directory from then on. */
  revision: number;
  at: Date;
}

const affiliateSchema = directorySchema.shape.affiliates.element.nullable();

/** Reads an affiliate from the JSON that the log has of it. */
export const readAffiliate = (json: string): Affiliate | null =>
  affiliateSchema.parse(JSON.parse(json));

/** Whether two affiliates would be the same once they were stored as JSON. */
export const isSameAffiliate = (one: Affiliate, other: Affiliate): boolean =>
  isDeepStrictEqual(readAffiliate(JSON.stringify(one)), readAffiliate(JSON.stringify(other)));
