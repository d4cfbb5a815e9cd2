/** "Is there already an idea like mine?", asked for each duplicate of the very index that serves the query. */
import { createIdeaIndex } from '../../subgraphs/coalition/similar/idea-index.ts';
import { termsOf } from '../../subgraphs/coalition/similar/terms.ts';
import type { Duplicate, Petition, Petitions } from './petitions.ts';

export interface Circumstances {
  /** Which duplicates the index knows, each merged into its original. */
  taughtBy: readonly Duplicate[];
  /** When a duplicate is asked for, in milliseconds since 1970; undefined for no moment. */
  askedAt?: (duplicate: Duplicate) => number | undefined;
}

/** The moment at which it was put forward. */
const whenPutForward = ({ createdAt }: Petition): number => Date.parse(createdAt);

/**
 * Ranks the candidates for a duplicate, by its own title and text. While it is asked for, the index knows
 * neither it nor where it was merged into.
 */
export function rankingOf(
  candidates: readonly Petition[],
  { taughtBy, askedAt = whenPutForward }: Circumstances,
) {
  const index = createIdeaIndex();
  const taught = new Set(taughtBy.map(({ id }) => id));
  const put = (petition: Petition, mergedInto: string | null) => {
    const idea = { id: petition.id, organisation: 'parliament', themes: [], mergedInto };
    index.put({ ...idea, createdAt: whenPutForward(petition) }, petition);
  };
  for (const petition of candidates) put(petition, null);
  for (const duplicate of taughtBy) put(duplicate, duplicate.original);
  return (duplicate: Duplicate): string[] => {
    const { id, title, summary, body, original } = duplicate;
    const moment = askedAt(duplicate);
    index.remove(id);
    const text = termsOf({ title, rest: `${summary}\n${body}` });
    const matches = index.search(text, {
      first: 100,
      ...(moment !== undefined && { askedAt: moment }),
    });
    if (taught.has(id)) put(duplicate, original);
    return matches.map((match) => match.id);
  };
}

/** Petitions of each year of the file alone: of duplicates, those whose original is of it too. */
export function yearsOf({ candidates, duplicates }: Petitions): [year: string, Petitions][] {
  const yearOf = ({ createdAt }: Petition) => createdAt.slice(0, 4);
  const years = [...new Set(candidates.map(yearOf))].toSorted();
  return years.map((year) => {
    const then = candidates.filter((one) => yearOf(one) === year);
    const ids = new Set(then.map(({ id }) => id));
    const ofIt = duplicates.filter((one) => yearOf(one) === year && ids.has(one.original));
    return [year, { candidates: then, duplicates: ofIt }];
  });
}
