/** A think-tank's paper: what it claims, and the experiences that its claims rest on. */
import type { Connection } from 'mongoose';
import type { Organisation } from '../../directory/organisations.ts';
import type { Caller } from '../../identity/caller.ts';
import { staffs } from '../commons/access.ts';
import { cardsFrom } from '../commons/feed/card-source.ts';
import { type PageQuery, readPage } from '../commons/query.ts';
import { sharedSchema, type SharedRow } from '../commons/shared.ts';

export const PAPER_STATUSES = ['DRAFT', 'CONSULTATION', 'PUBLISHED'] as const;
export type PaperStatus = (typeof PAPER_STATUSES)[number];

/** One claim of a paper. */
export interface ClaimRow {
  /** `1`, `2`… in the order of the text. */
  id: string;
  text: string;
  /** Ids of the experiences it rests on, of any organisation; none twice. */
  experiences: string[];
}

/** A paper as its think-tank keeps it. Its `summary` is what its card shows of the abstract. */
export interface PaperRow extends SharedRow {
  abstract: string;
  status: PaperStatus;
  claims: ClaimRow[];
}

const paperSchema = sharedSchema<PaperRow>({
  abstract: String,
  status: { type: String, enum: PAPER_STATUSES },
  claims: [{ id: String, text: String, experiences: [String], _id: false }],
});

/** The collection of papers of one think-tank. */
export const paperModel = (db: Connection) => db.model<PaperRow>('Paper', paperSchema, 'papers');

const isNoDraft = ({ status }: Pick<PaperRow, 'status'>): boolean => status !== 'DRAFT';

/** What is no draft, as a filter: all that anyone but an editor ever reads. */
const noDraft = { status: { $ne: 'DRAFT' } } as const;

/** Whether the caller may know that there is such a paper. */
export const mayRead = (
  { status }: Pick<PaperRow, 'status'>,
  caller: Caller | null,
  organisation: Organisation,
): boolean => isNoDraft({ status }) || staffs(caller, organisation, 'EDITOR');

/** The papers that the caller may know of, as a filter. */
export const readableBy = (caller: Caller | null, organisation: Organisation) =>
  staffs(caller, organisation, 'EDITOR') ? {} : noDraft;

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
      only: { by: ['status'], isShared: isNoDraft },
    }),

    byIds: (ids: readonly string[]) => papers.find({ _id: { $in: ids } }).lean<PaperRow[]>(),

    page: (query: PageQuery) => readPage(papers, query),

    /** Puts a new paper on record. */
    async record(paper: PaperRow): Promise<PaperRow> {
      await papers.create(paper);
      return paper;
    },

    /** Rests a claim on an experience; null when it rested on it before, or there is no such claim. */
    async cite(paper: string, claim: string, experience: string): Promise<PaperRow | null> {
      return papers
        .findOneAndUpdate(
          { _id: paper, claims: { $elemMatch: { id: claim, experiences: { $ne: experience } } } },
          { $push: { 'claims.$.experiences': experience } },
          { returnDocument: 'after' },
        )
        .lean<PaperRow>();
    },
  };
}
