/** What the bench uses of two packages that come without types. */
declare module 'wink-bm25-text-search' {
  interface TextSearch {
    defineConfig(config: { fldWeights: Record<string, number> }): void;
    definePrepTasks(tasks: readonly unknown[]): void;
    addDoc(fields: Record<string, string>, id: string): void;
    consolidate(): void;
    search(text: string, most: number): [id: string, score: number][];
  }
  export default function textSearch(): TextSearch;
}

declare module 'wink-nlp-utils' {
  const utils: {
    string: Record<'lowerCase' | 'removeExtraSpaces' | 'tokenize0', unknown>;
    tokens: Record<'removeWords' | 'stem', unknown>;
  };
  export default utils;
}
