/**
 * Ideas with those merged into them. Where it is counted how many ideas have a term, a family counts as one:
 * else what forty people asked for in the same words would seem to be what everyone asks for.
 */
import type { Document } from './document.ts';
import type { Posting } from './posting.ts';

const nameOf = ({ idea: { id, mergedInto } }: Document): string => mergedInto ?? id;

export function createFamilies() {
  const families = new Map<string, Document[]>();

  /** The terms of a document that no other of its family has. */
  const onlyIn = (document: Document): readonly Posting[] => {
    const others = (families.get(nameOf(document)) ?? []).filter((one) => one !== document);
    if (others.length === 0) return document.terms;
    const known = new Set(others.flatMap(({ terms }) => terms));
    return document.terms.filter((posting) => !known.has(posting));
  };

  return {
    join(document: Document): void {
      for (const posting of onlyIn(document)) posting.ideas += 1;
      const family = families.get(nameOf(document));
      if (family) family.push(document);
      else families.set(nameOf(document), [document]);
    },

    leave(document: Document): void {
      for (const posting of onlyIn(document)) posting.ideas -= 1;
      const name = nameOf(document);
      const others = (families.get(name) ?? []).filter((one) => one !== document);
      if (others.length > 0) families.set(name, others);
      else families.delete(name);
    },

    size: () => families.size,
  };
}
