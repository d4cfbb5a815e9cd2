/** "Is there already an idea like mine?", asked for each duplicate of the very index that serves the query. */
import { createIdeaIndex } from '../../subgraphs/coalition/similar/idea-index.ts';
import { termsOf } from '../../subgraphs/coalition/similar/terms.ts';
import type { Duplicate, Petition, Petitions } from './petitions.ts';

/**
 * Ranks the candidates for a duplicate, by its own title and text. While it is asked for, the index knows
 * neither it nor where it was merged into.
 * @param learns whether the index knows the other duplicates, each merged into its original
 */
export function rankingOf({ candidates, duplicates }: Petitions, learns: boolean) {
  const index = createIdeaIndex();
  const put = (petition: Petition, mergedInto: string | null) => {
    const { id, createdAt } = petition;
    const idea = { id, organisation: 'parliament', themes: [], mergedInto };
    index.put({ ...idea, createdAt: Date.parse(createdAt) }, petition);
  };
  for (const petition of candidates) put(petition, null);
  if (learns) for (const duplicate of duplicates) put(duplicate, duplicate.original);
  return (duplicate: Duplicate): string[] => {
    const { id, title, summary, body, original } = duplicate;
    if (learns) index.remove(id);
    const text = termsOf({ title, rest: `${summary}\n${body}` });
    const found = index.like(text, { first: 100, at: Date.parse(duplicate.createdAt) });
    if (learns) put(duplicate, original);
    return found.map((one) => one.id);
  };
}
