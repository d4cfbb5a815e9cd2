/** The members of one organisation: personal data, kept here and nowhere else. */
import type { Connection } from 'mongoose';
import { type Role, ROLES, type Tier, TIERS } from '../../../identity/rights.ts';
import { isDuplicate } from '../../framework/mongo.ts';
import { schemaOf } from '../../framework/row-schema.ts';

/** A member as the home organisation keeps them. */
export interface MemberRow {
  _id: string;
  organisation: string;
  displayName: string;
  area: string | null;
  tier: Tier;
  roles: Role[];
  joinedAt: Date;
  /** Whether they ever chose to be named in public. */
  named: boolean;
}

const memberSchema = schemaOf<MemberRow>({
  _id: String,
  organisation: String,
  displayName: String,
  area: { type: String, default: null },
  tier: { type: String, enum: TIERS },
  roles: { type: [String], enum: ROLES, default: [] },
  joinedAt: Date,
  named: { type: Boolean, default: false },
});

/** The collection of members of one organisation. */
export const memberModel = (db: Connection) =>
  db.model<MemberRow>('Member', memberSchema, 'members');

export type Members = ReturnType<typeof membersOf>;

/** Tables of members: what is asked of them and what is done to them. */
export function membersOf(db: Connection) {
  const members = memberModel(db);
  return {
    byIds: (ids: readonly string[]) => members.find({ _id: { $in: ids } }).lean<MemberRow[]>(),

    /** Puts a new member on record; false when they are there already, and nothing changes then. */
    async join(member: MemberRow): Promise<boolean> {
      try {
        await members.create(member);
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },

    /** Records that a member chose to be named; false when there is no such member. */
    async name(member: string): Promise<boolean> {
      const { matchedCount } = await members.updateOne({ _id: member }, { $set: { named: true } });
      return matchedCount > 0;
    },
  };
}
