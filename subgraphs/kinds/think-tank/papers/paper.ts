/** A think-tank's paper: what it claims, and the experiences that its claims rest on. */
import type { Connection } from 'mongoose';
import { partFields, partId, partIdsOf, type WithParts } from '../../../framework/parts.ts';
import { modelOf } from '../../../framework/row-schema.ts';
import { type NewSharedRow, newSharedRow, type SharedRow } from '../../../cards/card.ts';
import { sharedSchema } from '../../../feed/publish/shared-schema.ts';
import { PaperStatus } from '../../../../schema/generated/enums.ts';
import { summaryOf } from './abstract.ts';

/** What everyone may see of a paper in a list. */
export interface PaperCard extends SharedRow {
  status: PaperStatus;
}

/** The fields of a card of this type beside those that every card has. */
export const paperCardFields = { status: { type: String, enum: PaperStatus } };

/** One claim, as its paper has it. */
export interface StoredClaim {
  /** Its number: `1`, `2`… in the order of the text. */
  id: string;
  text: string;
  /** Ids of the experiences it rests on, of any organisation; none twice. */
  experiences: string[];
}

/** One claim of a paper. */
export interface ClaimRow extends Omit<StoredClaim, 'id'> {
  _id: string;
  number: number;
  paper: PaperRow;
}

/** A paper as its think-tank keeps it. Its `summary` is what its card shows of the abstract. It cites what its claims rest on. */
export interface PaperRow extends PaperCard, WithParts {
  abstract: string;
  claims: StoredClaim[];
}

/** A claim before it has its number. */
type NewClaim = Pick<StoredClaim, 'text' | 'experiences'>;

/** What an editor records. */
export type PaperText = Pick<PaperRow, 'title' | 'abstract' | 'themes' | 'status'> & {
  claims: NewClaim[];
};

/** A new paper: what is given, its numbered claims and what they cite, and everything else as papers begin. */
export const newPaper = ({
  claims = [],
  ...given
}: Omit<NewSharedRow<PaperRow, 'abstract' | 'status'>, 'claims'> & {
  claims?: readonly NewClaim[];
}): PaperRow => ({
  ...newSharedRow(given),
  summary: summaryOf(given.abstract),
  claims: claims.map((claim, at) => ({ ...claim, id: String(at + 1) })),
  partIds: partIdsOf(given._id, 'claim', claims.length),
  cites: citedBy(claims),
  ...given,
});

/** A new claim rests on no more experiences; `citeExperience` adds to them. */
export const MOST_EXPERIENCES = 50;

/** The fields of a claim. */
export const claimFields = {
  id: String,
  text: { type: String, maxlength: 1_000, hasLines: true },
  experiences: [String],
  _id: false,
} as const;

/** The fields of a row beside those that every shared row has. */
export const paperFields = {
  abstract: { type: String, maxlength: 2_000, hasLines: true },
  ...paperCardFields,
  claims: { type: [claimFields], maxItems: 100 },
  ...partFields,
};

const paperSchema = sharedSchema(paperFields).index({ partIds: 1 });

/** The collection of papers of one think-tank. */
export const paperModel = (db: Connection) => modelOf<PaperRow>(db, 'Paper', paperSchema, 'papers');

/** Its claims, in the order of the text. */
export const claimsOf = (paper: PaperRow): ClaimRow[] =>
  paper.claims.map(({ id, text, experiences }) => ({
    _id: partId(paper._id, 'claim', Number(id)),
    number: Number(id),
    text,
    experiences,
    paper,
  }));

/** What is no draft: all that anyone but an editor ever reads. */
const PUBLIC: readonly PaperStatus[] = ['CONSULTATION', 'PUBLISHED'];

/** Papers that are for everyone, as a filter. */
export const inPublic = { status: { $in: PUBLIC } };

/** Whether a paper is for everyone. */
export const isPublic = ({ status }: Pick<PaperCard, 'status'>): boolean => PUBLIC.includes(status);

/** What a paper cites: every experience that a claim rests on, once. */
export const citedBy = (claims: readonly Pick<StoredClaim, 'experiences'>[]): string[] => [
  ...new Set(claims.flatMap(({ experiences }) => experiences)),
];

/** The share of claims that rest on at least one experience, 0 to 1; null where nothing is claimed. */
export function anchoringOf({ claims }: Pick<PaperRow, 'claims'>): number | null {
  if (claims.length === 0) return null;
  return claims.filter(({ experiences }) => experiences.length > 0).length / claims.length;
}
