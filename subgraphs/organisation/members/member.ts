/** A member's record: personal data, kept here and nowhere else. */
import type { Connection } from 'mongoose';
import type { PersonalRows } from '../../framework/personal.ts';
import { schemaOf } from '../../framework/row-schema.ts';
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

/** The fields of a row. */
export const memberFields = {
  _id: String,
  organisation: String,
  displayName: { type: String, maxlength: 100 },
  area: { type: String, default: null },
  tier: { type: String, enum: MemberTier },
  roles: { type: [String], enum: Role, default: [] },
  joinedAt: Date,
  named: { type: Boolean, default: false },
};

const memberSchema = schemaOf<MemberRow>(memberFields);

/** The collection of members of one organisation. */
export const memberModel = (db: Connection) =>
  db.model<MemberRow>('Member', memberSchema, 'members');

/** A record is the member's own: its id is theirs. */
export const ofMembers: PersonalRows = {
  collection: 'members',
  keys: ['_id'],
  fields: ['_id', 'displayName', 'area', 'tier', 'roles', 'joinedAt', 'named'],
  answers: ['Member'],
  purpose: 'Membership: who belongs to the organisation, and what they may do there.',
  kept: 'While they are a member.',
  erasure: 'Nothing: the record goes.',
};
