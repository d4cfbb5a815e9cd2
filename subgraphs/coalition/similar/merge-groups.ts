/**
 * Merge groups: an idea together with those that were merged into it. Where the ideas with a term are counted, a group
 * counts once. Else a term that forty people used for the same wish would seem to be a common one.
 */
import type { Document } from './document.ts';
import type { PostingList } from './posting-list.ts';

/** A group has the id of the idea that the others were merged into. */
const groupOf = ({ idea: { id, mergedInto } }: Document): string => mergedInto ?? id;

export function createMergeGroups() {
  const groups = new Map<string, Document[]>();

  const othersOf = (document: Document): Document[] =>
    (groups.get(groupOf(document)) ?? []).filter((other) => other !== document);

  /** The terms of a document that no other document of its group has. */
  const termsOfItsOwn = (document: Document): readonly PostingList[] => {
    const others = othersOf(document);
    if (others.length === 0) return document.terms;
    const shared = new Set(others.flatMap(({ terms }) => terms));
    return document.terms.filter((term) => !shared.has(term));
  };

  return {
    /** Adds a document, and counts the terms that are new to its group. */
    add(document: Document): void {
      for (const term of termsOfItsOwn(document)) term.ideaCount += 1;
      const group = groups.get(groupOf(document));
      if (group) group.push(document);
      else groups.set(groupOf(document), [document]);
    },

    /** Removes a document, and the terms that its group no longer has from their counts. */
    remove(document: Document): void {
      for (const term of termsOfItsOwn(document)) term.ideaCount -= 1;
      const others = othersOf(document);
      if (others.length > 0) groups.set(groupOf(document), others);
      else groups.delete(groupOf(document));
    },

    /** How many groups there are. */
    size: () => groups.size,
  };
}
