/** A think-tank's paper: what it claims, and the experiences that its claims rest on. */
import type { Connection } from 'mongoose';
import { cardsFrom } from '../../feed/publish/card-source.ts';
import { type ListArgs, readList, type Scope } from '../../framework/lists/list.ts';
import {
  PAPER_LIST,
  type PaperCard,
  paperCardFields,
  type PaperFilterInput,
  type PaperStatus,
} from './paper-list.ts';
import { MOST_CITES } from '../../cards/card.ts';
import { sharedSchema } from '../../feed/publish/shared-schema.ts';

/** One claim of a paper. */
export interface ClaimRow {
  /** `1`, `2`… in the order of the text. */
  id: string;
  text: string;
  /** Ids of the experiences it rests on, of any organisation; none twice. */
  experiences: string[];
}

/** A paper as its think-tank keeps it. Its `summary` is what its card shows of the abstract. It cites what its claims rest on. */
export interface PaperRow extends PaperCard {
  abstract: string;
  claims: ClaimRow[];
}

const paperSchema = sharedSchema<PaperRow>({
  abstract: String,
  ...paperCardFields,
  claims: [{ id: String, text: String, experiences: [String], _id: false }],
});

/** The collection of papers of one think-tank. */
export const paperModel = (db: Connection) => db.model<PaperRow>('Paper', paperSchema, 'papers');

/** What is no draft: all that anyone but an editor ever reads. */
const PUBLIC: readonly PaperStatus[] = ['CONSULTATION', 'PUBLISHED'];

/** Papers that are for everyone, as a filter. */
export const inPublic = { status: { $in: PUBLIC } };

/** Whether a paper is for everyone. */
export const isPublic = ({ status }: Pick<PaperRow, 'status'>): boolean => PUBLIC.includes(status);

/** What a paper cites: every experience that a claim rests on, once. */
export const citedBy = (claims: readonly Pick<ClaimRow, 'experiences'>[]): string[] => [
  ...new Set(claims.flatMap(({ experiences }) => experiences)),
];

/** The share of claims that rest on at least one experience, 0 to 1; null where nothing is claimed. */
export function anchoringOf({ claims }: Pick<PaperRow, 'claims'>): number | null {
  if (claims.length === 0) return null;
  return claims.filter(({ experiences }) => experiences.length > 0).length / claims.length;
}

export type Papers = ReturnType<typeof papersOf>;

/** Tables of papers: what is asked of them and what is done to them. */
export function papersOf(db: Connection) {
  const papers = paperModel(db);
  return {
    cards: cardsFrom<PaperRow>(papers, {
      type: 'PAPER',
      fields: ['status'],
      only: { by: ['status'], isShared: isPublic },
    }),

    byIds: (ids: readonly string[]) => papers.find({ _id: { $in: ids } }).lean<PaperRow[]>(),

    list: (args: ListArgs<PaperFilterInput>, scope: Scope) =>
      readList(papers, PAPER_LIST, args, scope),

    /** Puts a new paper on record. */
    async record(paper: PaperRow): Promise<PaperRow> {
      await papers.create(paper);
      return paper;
    },

    /**
     * Rests a claim on an experience; null when it rested on it before, there is no such claim, or the paper rests on
     * as many as it may.
     */
    async cite(paper: string, claim: string, experience: string): Promise<PaperRow | null> {
      return papers
        .findOneAndUpdate(
          {
            _id: paper,
            claims: { $elemMatch: { id: claim, experiences: { $ne: experience } } },
            $or: [{ [`cites.${MOST_CITES - 1}`]: { $exists: false } }, { cites: experience }],
          },
          {
            $push: { 'claims.$.experiences': experience },
            $addToSet: { cites: experience },
          },
          { returnDocument: 'after' },
        )
        .lean<PaperRow>();
    },
  };
}
