/** The packages of the peer, which come without types. */
import { peerPackages } from '../measuring/peer-packages.ts';

interface TextSearch {
  defineConfig(config: { fldWeights: Record<string, number> }): void;
  definePrepTasks(tasks: readonly unknown[]): void;
  addDoc(fields: Record<string, string>, id: string): void;
  consolidate(): void;
  search(text: string, most: number): [id: string, score: number][];
}

interface Packages {
  bm25: () => TextSearch;
  nlp: {
    string: Record<'lowerCase' | 'removeExtraSpaces' | 'tokenize0', unknown>;
    tokens: Record<'removeWords' | 'stem', unknown>;
  };
}

export function bm25Packages(): Packages {
  const load = peerPackages(new URL('./', import.meta.url));
  return {
    bm25: load('wink-bm25-text-search') as Packages['bm25'],
    nlp: load('wink-nlp-utils') as Packages['nlp'],
  };
}
