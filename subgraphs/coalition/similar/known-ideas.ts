/** Keeps the index of ideas at what the catalogue has: told of each card, in whatever order they come. */
import { ownerOf } from '../../../schema/global-id.ts';
import type { IdeaCard } from '../../organisation/ideas/idea.ts';
import { type Age, BEFORE_ALL, isNewer } from '../card-age.ts';
import { createIdeaIndex } from './idea-index.ts';

/** What is read of an idea's card. */
export type KnownCard = Pick<
  IdeaCard,
  '_id' | 'organisation' | 'title' | 'summary' | 'themes' | 'status' | 'mergedInto' | 'createdAt'
>;

export const KNOWN_FIELDS: (keyof KnownCard)[] = [
  '_id',
  'organisation',
  'title',
  'summary',
  'themes',
  'status',
  'mergedInto',
  'createdAt',
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
  /** As of when each idea is known, those that are not in the index too: nothing older must bring them back. */
  const ages = new Map<string, Age>();

  /** Whether this is news of an idea; then it is as of this age from now on. */
  function isNews(id: string, age: Age): boolean {
    if (isNewer(ages.get(id) ?? BEFORE_ALL, age)) return false;
    ages.set(id, age);
    return true;
  }

  return {
    /** Whether an idea is known as of this age, or as of a newer one. */
    isAsOf: (id: string, age: Age): boolean => !isNewer(age, ages.get(id) ?? BEFORE_ALL),

    /** Takes in a card, unless something newer is known of its idea. */
    learn(card: KnownCard, age: Age): void {
      const { _id: id, organisation, themes, title, summary } = card;
      if (!isNews(id, age)) return;
      const mergedInto = card.mergedInto ?? null;
      const createdAt = card.createdAt.getTime();
      if (isCandidate(card) || teaches(card))
        index.put({ id, organisation, themes, createdAt, mergedInto }, { title, summary });
      else index.remove(id);
    },

    /** Forgets an idea that is shared no longer, unless something newer is known of it. */
    forget(id: string, age: Age): void {
      if (isNews(id, age)) index.remove(id);
    },

    /** Forgets all ideas of an organisation that are known from an earlier reading of its feed alone. */
    forgetOlder(of: string, generation: number): void {
      for (const [id, age] of ages) {
        if (ownerOf(id) !== of || age.generation >= generation) continue;
        ages.set(id, { generation, version: 0 });
        index.remove(id);
      }
    },

    like: index.like,
    rarity: index.rarity,
  };
}
