/** How often, and how high up, a ranking finds what was wanted. */

export interface Recall {
  /** How many were asked for. */
  queries: number;
  /** The share of queries for which the wanted one is the first, among the first 5, among the first 10. */
  at1: number;
  at5: number;
  at10: number;
  /** Mean reciprocal rank: the mean of 1 / place, 0 where it was not found. */
  mrr: number;
  /** How long an answer took, in the mean. */
  milliseconds: number;
}

/**
 * Asks each query, and looks for what was wanted.
 * @param rank the ids that answer a query, best first
 */
export function measure<Query>(
  queries: readonly Query[],
  wanted: (query: Query) => string,
  rank: (query: Query) => readonly string[],
): Recall {
  const started = performance.now();
  const answers = queries.map((query) => rank(query));
  const milliseconds = (performance.now() - started) / queries.length;
  const places = answers.map((ids, at) => ids.indexOf(wanted(queries[at] as Query)) + 1);
  const share = (most: number) =>
    places.filter((place) => place > 0 && place <= most).length / queries.length;
  const mrr = places.reduce((sum, place) => sum + (place > 0 ? 1 / place : 0), 0) / queries.length;
  return {
    queries: queries.length,
    at1: share(1),
    at5: share(5),
    at10: share(10),
    mrr,
    milliseconds,
  };
}

/** Measurements as a table, one a line. */
export function tableOf(rows: readonly (readonly [name: string, recall: Recall])[]): string {
  const head = ['', 'queries', '@1', '@5', '@10', 'MRR', 'ms'];
  const lines = rows.map(([name, { queries, at1, at5, at10, mrr, milliseconds }]) => [
    name,
    String(queries),
    ...[at1, at5, at10, mrr].map((share) => share.toFixed(3)),
    milliseconds.toFixed(2),
  ]);
  const widest = Math.max(...lines.map(([name = '']) => name.length));
  return [head, ...lines]
    .map(
      ([name = '', ...rest]) => name.padEnd(widest) + rest.map((one) => one.padStart(9)).join(''),
    )
    .join('\n');
}
