import { describe, expect, test } from '@jest/globals';
import { anIndexOf, idsFound, put, search, type WordIdea } from './ideas-of-words.ts';

const BENCH: WordIdea = { id: 'bench', title: 'A bench at every bus stop' };
const MEALS: WordIdea = { id: 'meals', title: 'Free school meals for all' };
const NIGHT: WordIdea = { id: 'night', title: 'A bus at night on weekdays' };

describe('an index of ideas', () => {
  test('returns the idea with most words in common first, whatever their endings', () => {
    const index = anIndexOf([MEALS, NIGHT, BENCH]);
    expect(idsFound(index, 'Put benches at our bus stops')).toEqual(['bench', 'night']);
  });

  test('weighs a rare word in common more than a frequent one', () => {
    const buses = Array.from({ length: 20 }, (_, at) => ({ id: `bus${at}`, title: 'bus' }));
    const index = anIndexOf([...buses, BENCH, { id: 'x', title: 'bus fares everywhere' }]);
    expect(idsFound(index, 'bus bench')[0]).toBe('bench');
  });

  test('weighs a word in a title more than one in a summary', () => {
    const index = anIndexOf([
      { id: 'summary', title: 'Better towns', summary: 'More trees in them' },
      { id: 'title', title: 'More trees', summary: 'Better towns by them' },
    ]);
    expect(idsFound(index, 'trees')).toEqual(['title', 'summary']);
  });

  test('gives the same text a score near 1, and finds nothing for words that no idea has', () => {
    const index = anIndexOf([BENCH, MEALS, NIGHT]);
    expect(search(index, BENCH.title)[0]?.score).toBeGreaterThan(0.7);
    expect(idsFound(index, 'nuclear disarmament')).toEqual([]);
  });

  test('returns the nearer in time first of ideas with the same text, whether earlier or later', () => {
    const month = 30 * 86_400_000;
    const ideas = [0, 10, 14].map((at) => ({ ...BENCH, id: `${at}`, createdAt: at * month }));
    const index = anIndexOf(ideas);
    expect(idsFound(index, 'bench', { askedAt: 11 * month })).toEqual(['10', '14', '0']);
    expect(idsFound(index, 'bench', { askedAt: 15 * month })).toEqual(['14', '10', '0']);
    expect(new Set(search(index, 'bench').map(({ score }) => score)).size).toBe(1);
  });

  test('returns an old idea in the same words before a new one in other words', () => {
    const year = 365 * 86_400_000;
    const index = anIndexOf([BENCH, { ...NIGHT, createdAt: 20 * year }, MEALS]);
    const asked = { askedAt: 20 * year };
    expect(idsFound(index, 'benches at bus stops', asked)).toEqual(['bench', 'night']);
    const [old] = search(index, BENCH.title, asked);
    const [now] = search(index, BENCH.title, { askedAt: 0 });
    expect(old?.score).toBeCloseTo(0.7 * (now?.score ?? 0), 6);
  });

  test('returns no more than were asked for', () => {
    const index = anIndexOf([BENCH, MEALS, NIGHT]);
    expect(idsFound(index, 'bus bench meals night', { first: 2 })).toHaveLength(2);
  });

  test('returns only accepted ideas, however many others match', () => {
    const many = Array.from({ length: 700 }, (_, at) => ({ ...BENCH, id: `many${at}` }));
    const index = anIndexOf([...many, { ...BENCH, id: 'of labour', organisation: 'labour' }]);
    const accepts = ({ organisation }: { organisation: string }) => organisation === 'labour';
    expect(idsFound(index, 'bench', { accepts })).toEqual(['of labour']);
  });

  test('finds an idea by the rare words of a text that is mostly frequent ones', () => {
    const common = Array.from({ length: 3_000 }, (_, at) => ({
      id: `common${at}`,
      title: Array.from({ length: 80 }, (__, word) => `word${word}`).join(' '),
    }));
    const index = anIndexOf([...common, BENCH]);
    const asked = `${common[0]?.title} bench bench bench`;
    expect(idsFound(index, asked, { first: 600 })).toContain('bench');
  });
});

describe('a merged idea', () => {
  const merged: WordIdea = {
    id: 'seats',
    title: 'Seats for waiting passengers',
    mergedInto: 'bench',
  };

  test('leads to the one that it was merged into, which names it as the match', () => {
    const index = anIndexOf([BENCH, MEALS, merged]);
    expect(search(index, 'seats for passengers')).toMatchObject([
      { id: 'bench', matchedBy: 'seats' },
    ]);
  });

  test('makes the idea that it was merged into score higher, never lower', () => {
    const asked = 'a bench at the bus stop';
    const alone = search(anIndexOf([BENCH, MEALS]), asked)[0]?.score ?? 1;
    const another = { id: 'other', title: 'Benches at bus stops', mergedInto: 'bench' };
    expect(search(anIndexOf([BENCH, MEALS, another]), asked)[0]?.score).toBeGreaterThan(alone);
  });

  test('leads to the last of a chain', () => {
    const index = anIndexOf([
      { ...BENCH, mergedInto: 'shelter' },
      { id: 'shelter', title: 'Shelters' },
      merged,
    ]);
    expect(idsFound(index, 'seats')).toEqual(['shelter']);
  });

  test('leads to nothing where the chain is a ring, or its end does not exist', () => {
    const ring = anIndexOf([{ ...BENCH, mergedInto: 'seats' }, merged]);
    expect(idsFound(ring, 'seats bench')).toEqual([]);
    expect(idsFound(anIndexOf([merged, MEALS]), 'seats')).toEqual([]);
  });

  test('leads to it as soon as that exists, in whatever order they came', () => {
    const index = anIndexOf([merged]);
    put(index, BENCH);
    expect(idsFound(index, 'seats')).toEqual(['bench']);
  });

  test('counts as one with it where the ideas with a word are counted', () => {
    const copies = Array.from({ length: 30 }, (_, at) => ({ ...merged, id: `copy${at}` }));
    const alone = anIndexOf([BENCH, MEALS, NIGHT, merged]);
    const often = anIndexOf([BENCH, MEALS, NIGHT, merged, ...copies]);
    expect(often.idf('seat')).toBe(alone.idf('seat'));
  });

  test('is left out with the idea that it was merged into; left out by itself, that idea stays', () => {
    const index = anIndexOf([BENCH, MEALS, merged]);
    expect(idsFound(index, 'seats bench', { exclude: 'bench' })).toEqual([]);
    expect(search(index, 'seats bench', { exclude: 'seats' })).toMatchObject([
      { id: 'bench', matchedBy: 'bench' },
    ]);
  });
});
