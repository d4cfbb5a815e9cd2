/** The text of an idea, as it is indexed. */
import type { Posting } from './posting.ts';

/** What the index is told of an idea. */
export interface IndexedIdea {
  id: string;
  organisation: string;
  themes: readonly string[];
  /** When it was put forward, in milliseconds since 1970. */
  createdAt: number;
  /** The idea that it was merged into: its text then helps to find that one. */
  mergedInto: string | null;
}

export interface IdeaText {
  title: string;
  summary: string | null;
}

/** The text of one idea, as it is indexed. */
export interface Document {
  readonly idea: IndexedIdea;
  readonly slot: number;
  readonly terms: readonly Posting[];
  /** How often each of them occurs. */
  readonly counts: Uint8Array;
  /** How many terms it has, with repetitions. */
  readonly length: number;
}
