/** The peer: an off-the-shelf BM25 index with stemming, each petition as one text with its title twice. */
import type { Duplicate, Petition, Petitions } from '../petitions.ts';
import { bm25Packages } from './packages.ts';

const titleTwice = ({ title, summary, body }: Petition): string =>
  [title, title, summary, body].join(' ');

/** Deep enough to find 100 originals among all the duplicates of others. */
const DEEP = 500;

/**
 * Ranks the candidates for a duplicate.
 * @param learns whether the index holds the other duplicates too, each as a further text of its original
 */
export function peerRankingOf({ candidates, duplicates }: Petitions, learns: boolean) {
  const { bm25, nlp } = bm25Packages();
  const peer = bm25();
  peer.defineConfig({ fldWeights: { text: 1 } });
  peer.definePrepTasks([
    nlp.string.lowerCase,
    nlp.string.removeExtraSpaces,
    nlp.string.tokenize0,
    nlp.tokens.removeWords,
    nlp.tokens.stem,
  ]);
  for (const petition of learns ? [...candidates, ...duplicates] : candidates)
    peer.addDoc({ text: titleTwice(petition) }, petition.id);
  peer.consolidate();
  const originals = new Map(duplicates.map(({ id, original }) => [id, original]));
  return (duplicate: Duplicate): string[] => {
    const found = peer.search(titleTwice(duplicate), DEEP).map(([id]) => id);
    const others = found.filter((id) => id !== duplicate.id);
    return [...new Set(others.map((id) => originals.get(id) ?? id))];
  };
}
