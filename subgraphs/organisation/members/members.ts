/** The members of one organisation: what is asked of their records, and what is done to them. */
import type { Connection } from 'mongoose';
import type { Caller } from '../../../identity/caller.ts';
import { isDuplicate } from '../../framework/mongo.ts';
import { type Joining, memberModel, type MemberRow, newMember } from './member.ts';

/** @param organisation the id of whose members they are */
export function membersOf(db: Connection, organisation: string) {
  const members = memberModel(db);
  return {
    byIds: (ids: readonly string[]) => members.find({ _id: { $in: ids } }).lean<MemberRow[]>(),

    /** Puts a new member on record; null when they are there already, and nothing changes then. */
    async join(
      joining: Joining,
      { person, roles }: Pick<Caller, 'person' | 'roles'>,
    ): Promise<MemberRow | null> {
      const joinedAt = new Date();
      const row = newMember({ ...joining, _id: person, organisation, roles, joinedAt });
      try {
        await members.create(row);
        return row;
      } catch (error) {
        if (isDuplicate(error)) return null;
        throw error;
      }
    },

    /** Notes that a member chose to be named; false when there is no such member. */
    async markNamed(member: string): Promise<boolean> {
      const { matchedCount } = await members.updateOne({ _id: member }, { $set: { named: true } });
      return matchedCount > 0;
    },
  };
}
