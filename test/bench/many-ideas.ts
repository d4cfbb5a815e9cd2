/** An index of very many ideas, made of the sentences of petitions, seeded. */
import { createIdeaIndex } from '../../subgraphs/coalition/similar/idea-index.ts';
import { termsOf } from '../../subgraphs/coalition/similar/terms.ts';
import type { Petition } from './petitions.ts';

/** A seeded source of numbers from 0 to 1: the 32-bit generator "mulberry32". */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Ideas whose title is of one petition and whose summary is of another. */
function* ideasOf(petitions: readonly Petition[], count: number, seed: number) {
  const chance = random(seed);
  const any = () => petitions[Math.floor(chance() * petitions.length)] as Petition;
  const titles = petitions.flatMap(({ title }) => title.split(' '));
  for (let at = 0; at < count; at += 1) {
    // Words of their own, so that there are as many different ones as in so many real texts.
    const own = `${titles[Math.floor(chance() * titles.length)]}${at % 20_000}`;
    yield { id: `idea-${at}`, title: any().title, summary: `${any().summary} ${own}` };
  }
}

const megabytes = (): number => {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
};

/** Fills an index, asks it, and changes it. */
export function measureMany(petitions: readonly Petition[], count: number, seed: number) {
  const before = megabytes();
  const index = createIdeaIndex();
  const put = ({ id, title, summary }: { id: string; title: string; summary: string }) =>
    index.put(
      { id, organisation: 'any', themes: [], createdAt: 0, mergedInto: null },
      { title, summary },
    );
  const filling = performance.now();
  for (const idea of ideasOf(petitions, count, seed)) put(idea);
  const filled = performance.now();
  const worked = process.cpuUsage();
  const took = petitions.slice(0, 500).map(({ title, summary, body }) => {
    const started = performance.now();
    index.search(termsOf({ title, rest: `${summary}\n${body}` }), { first: 20, askedAt: 0 });
    return performance.now() - started;
  });
  const { user, system } = process.cpuUsage(worked);
  const changing = performance.now();
  for (const idea of ideasOf(petitions, 2_000, seed + 1)) put(idea);
  const changed = performance.now();
  const ordered = took.toSorted((a, b) => a - b);
  return {
    ...index.size(),
    megabytes: megabytes() - before,
    putsASecond: (1_000 * count) / (filled - filling),
    changesASecond: (1_000 * 2_000) / (changed - changing),
    /** Milliseconds of CPU for a question: steadier than its time on a machine with other work. */
    cpu: (user + system) / 1_000 / took.length,
    p50: ordered[Math.floor(ordered.length * 0.5)] ?? 0,
    p99: ordered[Math.floor(ordered.length * 0.99)] ?? 0,
  };
}
