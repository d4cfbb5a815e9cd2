/** Documents of the index: the texts of ideas. */
import type { PostingList } from './posting-list.ts';

/** What the index keeps of an idea besides its text. */
export interface IndexedIdea {
  id: string;
  organisation: string;
  themes: readonly string[];
  /** When it was put forward, in milliseconds since 1970. */
  createdAt: number;
  /** The id of the idea that it was merged into. Its text then helps to find that idea. */
  mergedInto: string | null;
}

export interface IdeaText {
  title: string;
  summary: string | null;
}

/** The text of one idea, as it is indexed. */
export interface Document {
  readonly idea: IndexedIdea;
  /** Its place in the index: a small number, which another document gets once this one is removed. */
  readonly slot: number;
  /** The posting lists of its terms. */
  readonly terms: readonly PostingList[];
  /** How often each of the terms occurs in it. */
  readonly counts: Uint8Array;
  /** The sum of the counts. */
  readonly length: number;
}
