/**
 * The index of ideas, built from their cards (a card is what an organisation shares of an idea with the coalition: title,
 * summary, status and the like). Cards may come in any order: each replaces only older states of its idea.
 */
import { ownerOf } from '../../../schema/global-id.ts';
import { BEFORE_ALL, type FeedVersion, isNewer } from '../../feed/protocol/feed-version.ts';
import type { IdeaCard } from '../../organisation/ideas/idea.ts';
import { createIdeaIndex } from './idea-index.ts';

/** The fields of an idea's card that are indexed. */
export const INDEXED_FIELDS = [
  '_id',
  'organisation',
  'title',
  'summary',
  'themes',
  'status',
  'mergedInto',
  'createdAt',
] as const satisfies (keyof IdeaCard)[];

export type IndexedCard = Pick<IdeaCard, (typeof INDEXED_FIELDS)[number]>;

/** Whether a search may return this idea. */
export const isSearchable = ({ status, mergedInto }: IndexedCard): boolean =>
  status !== 'DECLINED' && status !== 'WITHDRAWN' && status !== 'MERGED' && !mergedInto;

/** Whether the text of this idea helps to find the one that it was merged into. */
const isMerged = ({ status, mergedInto }: IndexedCard): boolean =>
  status === 'MERGED' && Boolean(mergedInto);

export type CardIndex = ReturnType<typeof createCardIndex>;

export function createCardIndex() {
  const index = createIdeaIndex();
  /** The newest version of each idea, including those that are not in the index: no older card may bring them back. */
  const versions = new Map<string, FeedVersion>();

  /** Takes note of a version of an idea. @returns false where a newer one came before */
  function advance(id: string, version: FeedVersion): boolean {
    if (isNewer(versions.get(id) ?? BEFORE_ALL, version)) return false;
    versions.set(id, version);
    return true;
  }

  return {
    /** Whether the index has this version of an idea, or a newer one. */
    isUpToDate: (id: string, version: FeedVersion): boolean =>
      !isNewer(version, versions.get(id) ?? BEFORE_ALL),

    /** Indexes a card, unless a newer version of its idea came before. */
    put(card: IndexedCard, version: FeedVersion): void {
      const { _id: id, organisation, themes, title, summary } = card;
      if (!advance(id, version)) return;
      const mergedInto = card.mergedInto ?? null;
      const createdAt = card.createdAt.getTime();
      if (isSearchable(card) || isMerged(card))
        index.put({ id, organisation, themes, createdAt, mergedInto }, { title, summary });
      else index.remove(id);
    },

    /** Removes an idea that is no longer shared, unless a newer version of it came before. */
    remove(id: string, version: FeedVersion): void {
      if (advance(id, version)) index.remove(id);
    },

    /** Removes the ideas of an organisation that its feed has not given in this generation, or a later one. */
    prune(organisation: string, generation: number): void {
      for (const [id, version] of versions) {
        if (ownerOf(id) !== organisation || version.generation >= generation) continue;
        versions.set(id, { generation, version: 0 });
        index.remove(id);
      }
    },

    search: index.search,
    idf: index.idf,
  };
}
