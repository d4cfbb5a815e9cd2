/** The papers of one think-tank. */
import type { Connection } from 'mongoose';
import type { PaperFilter } from '../../../../schema/generated/think-tank.ts';
import { MOST_CITES } from '../../../cards/card.ts';
import { cardsFrom } from '../../../feed/publish/card-source.ts';
import { insert } from '../../../framework/mongo.ts';
import { givePartIds, partsByIds } from '../../../framework/parts.ts';
import { type ListArgs, readList, type Scope } from '../../../framework/lists/list.ts';
import {
  claimsOf,
  isPublic,
  newPaper,
  paperModel,
  type PaperRow,
  type PaperText,
} from './paper.ts';
import { list } from './paper-list.ts';

export type Papers = ReturnType<typeof papersOf>;

/** @param organisation the id of whose papers they are */
export function papersOf(db: Connection, organisation: string) {
  const papers = paperModel(db);
  return {
    cards: cardsFrom<PaperRow>(papers, {
      ...list,
      only: { by: ['status'], isShared: isPublic },
    }),

    byIds: (ids: readonly string[]) => papers.find({ _id: { $in: ids } }).lean<PaperRow[]>(),

    claimsByIds: (ids: readonly string[]) => partsByIds(papers, ids, claimsOf),

    /** Gives ids to the claims of papers from before they had any. */
    repair: () => givePartIds(papers, claimsOf),

    list: (args: ListArgs<PaperFilter>, scope: Scope) => readList(papers, list, args, scope),

    /** Puts a new paper on record. */
    async record(_id: string, text: PaperText): Promise<PaperRow> {
      const paper = newPaper({ ...text, _id, organisation, createdAt: new Date() });
      return insert(papers, paper);
    },

    /**
     * Rests a claim on an experience; null when it rested on it before, there is no such claim, or the paper rests on
     * as many as it may.
     */
    async cite(paper: string, claim: number, experience: string): Promise<PaperRow | null> {
      return papers
        .findOneAndUpdate(
          {
            _id: paper,
            claims: { $elemMatch: { id: String(claim), experiences: { $ne: experience } } },
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
