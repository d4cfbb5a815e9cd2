/**
 * `npm run bench -- similar [file]`: how well similar ideas are found, beside an off-the-shelf index.
 * No number of the ranking is fitted here; the halves and the years show that it does as well on petitions of
 * another time, and the rest what it owes to merges and to time.
 */
import { chanceOf } from '../../development/sample/chance.ts';
import { peerRankingOf } from './bm25-peer/peer-ranking.ts';
import { measureMany } from './many-ideas.ts';
import { type Duplicate, PETITIONS, readPetitions } from './petitions.ts';
import { measure, type Recall, tableOf } from './recall.ts';
import { rankingOf, yearsOf } from './similar-to-petitions.ts';

const SEED = 7;

const [file = PETITIONS] = process.argv.slice(2);
const petitions = readPetitions(file);
const { candidates } = petitions;
const duplicates = petitions.duplicates.toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
const middle = Math.floor(duplicates.length / 2);
const latest = Math.max(...candidates.map(({ createdAt }) => Date.parse(createdAt)));
const chance = chanceOf(String(SEED));
const taughtBy = duplicates;
const learning = rankingOf(candidates, { taughtBy });
const half = rankingOf(candidates, { taughtBy: duplicates.filter(() => chance.happens(0.5)) });
const of = (queries: readonly Duplicate[], rank: (duplicate: Duplicate) => string[]) =>
  measure(queries, ({ original }) => original, rank);
const ofYears = yearsOf(petitions).map(([year, those]): [string, Recall] => [
  `  ${year} alone`,
  of(those.duplicates, rankingOf(those.candidates, { taughtBy: those.duplicates })),
]);

process.stdout.write(`${candidates.length} candidates, ${duplicates.length} duplicates\n`);
process.stdout.write(
  `${tableOf([
    ['BM25, off the shelf', of(duplicates, peerRankingOf(petitions, false))],
    ['BM25, learning from merges', of(duplicates, peerRankingOf(petitions, true))],
    ['similarIdeas', of(duplicates, learning)],
    ['  the older half', of(duplicates.slice(0, middle), learning)],
    ['  the newer half', of(duplicates.slice(middle), learning)],
    ...ofYears,
    [`  half of the merges (seed ${SEED})`, of(duplicates, half)],
    ['  without merges', of(duplicates, rankingOf(candidates, { taughtBy: [] }))],
    [
      '  at no moment: words alone',
      of(duplicates, rankingOf(candidates, { taughtBy, askedAt: () => undefined })),
    ],
    [
      '  at a wrong moment: the latest',
      of(duplicates, rankingOf(candidates, { taughtBy, askedAt: () => latest })),
    ],
  ])}\n`,
);

const many = measureMany([...candidates, ...duplicates], 100_000, SEED);
process.stdout.write(
  `${many.documents} ideas made of their sentences (seed ${SEED}), ${many.terms} terms: ` +
    `${many.megabytes.toFixed(0)} MB, a query ${many.cpu.toFixed(1)} ms of CPU, p50 ${many.p50.toFixed(1)} ms and p99 ${many.p99.toFixed(1)} ms, ` +
    `${many.putsASecond.toFixed(0)} cards a second put and ${many.changesASecond.toFixed(0)} changed\n`,
);
