/**
 * The order in which jest begins test files. On a fresh checkout it knows how long none of them takes, and would begin
 * with the largest: then what waits for real processes comes last, and the other processors wait for it.
 */
import { statSync } from 'node:fs';

/**
 * Those that take longest, first: real processes, then whole houses, then databases. Of the same folder, the largest. A
 * small file that takes long has a line of its own, so that it is not the last one, which the others wait for.
 */
const FIRST = [
  'feed-faults.test.ts',
  'stop.test.ts',
  'add-a-type.test.ts',
  'clients.test.ts',
  'outage.test.ts',
  'refusals.test.ts',
  '/e2e/',
  'judge.test.ts',
  '/access/',
  '/contract/',
  '/integration/',
];

const rankOf = (path) => {
  const rank = FIRST.findIndex((part) => path.includes(part));
  return rank < 0 ? FIRST.length : rank;
};

export default class LongestFirst {
  sort(tests) {
    const ranked = tests.map((test) => ({
      test,
      rank: rankOf(test.path),
      size: statSync(test.path).size,
    }));
    return ranked.sort((a, b) => a.rank - b.rank || b.size - a.size).map(({ test }) => test);
  }

  cacheResults() {
    // The order is the same each time.
  }
}
