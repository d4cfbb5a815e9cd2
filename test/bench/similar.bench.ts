/**
 * `npm run bench -- similar [file]`: how well similar ideas are found, beside an off-the-shelf index.
 * No number of the ranking is fitted here; the halves show that it does as well on petitions of another time.
 */
import { peerRankingOf } from './bm25-peer.ts';
import { PETITIONS, readPetitions } from './petitions.ts';
import { measure, tableOf } from './recall.ts';
import { rankingOf } from './similar-to-petitions.ts';

const [file = PETITIONS] = process.argv.slice(2);
const petitions = readPetitions(file);
const { candidates } = petitions;
const duplicates = petitions.duplicates.toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
const middle = Math.floor(duplicates.length / 2);
const learning = rankingOf(petitions, true);
const of = (queries: typeof duplicates, rank: ReturnType<typeof rankingOf>) =>
  measure(queries, ({ original }) => original, rank);

process.stdout.write(`${candidates.length} candidates, ${duplicates.length} duplicates\n`);
process.stdout.write(
  `${tableOf([
    ['BM25, off the shelf', of(duplicates, peerRankingOf(petitions, false))],
    ['BM25, learning from merges', of(duplicates, peerRankingOf(petitions, true))],
    ['similarIdeas, without merges', of(duplicates, rankingOf(petitions, false))],
    ['similarIdeas', of(duplicates, learning)],
    ['  the older half', of(duplicates.slice(0, middle), learning)],
    ['  the newer half', of(duplicates.slice(middle), learning)],
  ])}\n`,
);
