/** Keeps the index of ideas at what the catalogue has: told of each card, in whatever order they come. */
import type { IdeaCard } from '../../commons/ideas/idea.ts';
import { createIdeaIndex } from './idea-index.ts';

/** What is read of an idea's card. */
export type KnownCard = Pick<
  IdeaCard,
  '_id' | 'organisation' | 'title' | 'summary' | 'themes' | 'status' | 'mergedInto' | 'changedAt'
>;

export const KNOWN_FIELDS: (keyof KnownCard)[] = [
  '_id',
  'organisation',
  'title',
  'summary',
  'themes',
  'status',
  'mergedInto',
  'changedAt',
];

/** Whether an idea can be the answer to who asks for one like theirs. */
export const isCandidate = ({ status, mergedInto }: KnownCard): boolean =>
  status !== 'DECLINED' && status !== 'WITHDRAWN' && status !== 'MERGED' && !mergedInto;

/** Whether its text helps to find another. */
const teaches = ({ status, mergedInto }: KnownCard): boolean =>
  status === 'MERGED' && Boolean(mergedInto);

export type KnownIdeas = ReturnType<typeof createKnownIdeas>;

export function createKnownIdeas() {
  const index = createIdeaIndex();
  /** When each idea was written, those that are not in the index too: an older card must not bring them back. */
  const versions = new Map<string, number>();
  return {
    /** Takes in a card, unless a newer one of the same idea is known. */
    learn(card: KnownCard): void {
      const { _id: id, organisation, themes, title, summary } = card;
      const version = card.changedAt.getTime();
      if (version < (versions.get(id) ?? -Infinity)) return;
      versions.set(id, version);
      const mergedInto = card.mergedInto ?? null;
      if (isCandidate(card) || teaches(card))
        index.put({ id, organisation, themes, mergedInto }, { title, summary });
      else index.remove(id);
    },

    /** Forgets an idea: it is in the catalogue no more. */
    forget(id: string): void {
      versions.delete(id);
      index.remove(id);
    },

    like: index.like,
    rarity: index.rarity,
  };
}
