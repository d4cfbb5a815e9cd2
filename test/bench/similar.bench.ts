/**
 * `npm run bench -- similar [file]`: how well similar ideas are found, beside an off-the-shelf index.
 * No number of the ranking is fitted here; the halves show that it does as well on petitions of another time.
 */
import { peerRankingOf } from './bm25-peer.ts';
import { measureMany } from './many-ideas.ts';
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

const SEED = 7;
const many = measureMany([...candidates, ...duplicates], 100_000, SEED);
process.stdout.write(
  `${many.documents} ideas made of their sentences (seed ${SEED}), ${many.terms} terms: ` +
    `${many.megabytes.toFixed(0)} MB, a query ${many.cpu.toFixed(1)} ms of CPU, p50 ${many.p50.toFixed(1)} ms and p99 ${many.p99.toFixed(1)} ms, ` +
    `${many.putsASecond.toFixed(0)} cards a second put and ${many.changesASecond.toFixed(0)} changed\n`,
);
