/** A member's record: kept by their own organisation and nowhere else. */
import type { Connection } from 'mongoose';
import { type PersonalRows, personKey } from '../../framework/personal.ts';
import { modelOf, type NewRow, schemaOf } from '../../framework/row-schema.ts';
import { MemberTier, Role } from '../../../schema/generated/enums.ts';

/** A member as the home organisation keeps them. */
export interface MemberRow {
  _id: string;
  organisation: string;
  displayName: string;
  area: string | null;
  tier: MemberTier;
  roles: Role[];
  joinedAt: Date;
  /** Whether they ever chose to be named in public. */
  named: boolean;
}

/** What someone says of themselves as they join. */
export type Joining = Pick<MemberRow, 'displayName' | 'tier' | 'area'>;

/** A new member: what is given, and everything else as records begin. */
export const newMember = (
  given: NewRow<MemberRow, '_id' | 'organisation' | 'displayName' | 'tier' | 'joinedAt'>,
): MemberRow => ({ area: null, roles: [], named: false, ...given });

/** The fields of a row. */
export const memberFields = {
  _id: personKey,
  organisation: String,
  displayName: { type: String, maxlength: 100 },
  area: { type: String, default: null },
  tier: { type: String, enum: MemberTier },
  roles: { type: [String], enum: Role, default: [] },
  joinedAt: Date,
  named: { type: Boolean, default: false },
};

const memberSchema = schemaOf(memberFields);

/** The collection of members of one organisation. */
export const memberModel = (db: Connection) =>
  modelOf<MemberRow>(db, 'Member', memberSchema, 'members');

/** A record is the member's own: its id is theirs. */
export const ofMembers: PersonalRows = {
  collection: 'members',
  keys: ['_id'],
  fields: ['_id', 'organisation', 'displayName', 'area', 'tier', 'roles', 'joinedAt', 'named'],
  impersonal: [],
  answers: ['Member'],
  purpose: 'Membership: who belongs to the organisation, and what they may do there.',
  kept: 'While they are a member.',
  erasure: 'Nothing: the record goes.',
};
