/** What a search of the index may return. */
import type { IndexedIdea } from './document.ts';

export interface SearchOptions {
  /** How many ideas to return. */
  first: number;
  /** The id of an idea to leave out: it is not returned, and neither its text nor those merged into it are used. */
  exclude?: string;
  /** The moment of the question, in milliseconds since 1970; left out, distance in time does not count. */
  askedAt?: number;
  /** Whether an organisation's texts are used, those of merged ideas too; all are when left out. */
  uses?: (organisation: string) => boolean;
  /** Whether an idea may be returned; every idea when left out. */
  accepts?: (idea: IndexedIdea) => boolean;
}
