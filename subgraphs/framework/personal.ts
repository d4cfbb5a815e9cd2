/**
 * What rows say of people: declared by each Module, so that it can be reported, handed over and erased. Where a row is what one
 * person did (a vote, a comment), all of it is about them but what the programs need. Where it is something that they put
 * forward (an idea), it is about the matter, and only who they are is about them.
 */

/** The path of a collection at which an id of a person stands: a member's, or the pseudonym of someone from elsewhere. */
export const personKey = { type: String, isPersonKey: true } as const;

/** The rows of one collection that are about people. */
export interface PersonalRows {
  /** Name of the collection. */
  collection: string;
  /** Paths of the ids of persons, by any of which the rows of a person are found. */
  keys: readonly string[];
  /** Paths of all that is about that person, their ids too. A path stands for all that is under it. */
  fields: readonly string[];
  /**
   * Where the contracts answer it: a type that is about that person in all its fields (`Member`), or one field
   * (`PolicyIdea.author`). None where it is counted only.
   */
  answers: readonly string[];
  /** Paths of all else: nothing there is about that person. A path stands for all that is under it. */
  impersonal: readonly string[];
  /** What it is kept for, in a sentence. */
  purpose: string;
  /** How long it is kept, in a sentence. */
  kept: string;
  /** What is left of it after an erasure, in a sentence. */
  erasure: string;
}
