/** Callers who ask for as much as they can get, all at the same time. */
import { load } from './load.ts';
import { post } from './post.ts';

export interface Flood {
  /** How often each status was answered so far. */
  statuses(): ReadonlyMap<number, number>;
  stop(): Promise<void>;
}

/** How many requests of one caller are on their way at a time. */
const AT_A_TIME = 4;

/** @param tokens of the callers */
export function aFlood(url: string, tokens: readonly string[], queries: readonly string[]): Flood {
  let asked = 0;
  const loads = tokens.map((token) =>
    load(AT_A_TIME, async () => {
      asked += 1;
      const query = queries[asked % queries.length] ?? '';
      return (await post(url, { query }, { authorization: `Bearer ${token}` })).status;
    }),
  );
  return {
    statuses() {
      const counts = new Map<number, number>();
      for (const { answers } of loads)
        for (const { answer } of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1);
      return counts;
    },
    async stop() {
      await Promise.all(loads.map(({ stop }) => stop()));
    },
  };
}
