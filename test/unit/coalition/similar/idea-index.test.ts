import { describe, expect, test } from '@jest/globals';
import { anIndexOf, idsLike, like, put, type WordIdea } from './ideas-of-words.ts';

const BENCH: WordIdea = { id: 'bench', title: 'A bench at every bus stop' };
const MEALS: WordIdea = { id: 'meals', title: 'Free school meals for all' };
const NIGHT: WordIdea = { id: 'night', title: 'A bus at night on weekdays' };

describe('an index of ideas', () => {
  test('answers the idea with most of the same words first, whatever their endings', () => {
    const index = anIndexOf([MEALS, NIGHT, BENCH]);
    expect(idsLike(index, 'Put benches at our bus stops')).toEqual(['bench', 'night']);
  });

  test('holds a rare word in common for more than a common one', () => {
    const buses = Array.from({ length: 20 }, (_, at) => ({ id: `bus${at}`, title: 'bus' }));
    const index = anIndexOf([...buses, BENCH, { id: 'x', title: 'bus fares everywhere' }]);
    expect(idsLike(index, 'bus bench')[0]).toBe('bench');
  });

  test('holds a word in a title for more than one in a summary', () => {
    const index = anIndexOf([
      { id: 'summary', title: 'Better towns', summary: 'More trees in them' },
      { id: 'title', title: 'More trees', summary: 'Better towns by them' },
    ]);
    expect(idsLike(index, 'trees')).toEqual(['title', 'summary']);
  });

  test('gives the same text a score near 1, and answers nothing for words that no idea has', () => {
    const index = anIndexOf([BENCH, MEALS, NIGHT]);
    expect(like(index, BENCH.title)[0]?.score).toBeGreaterThan(0.7);
    expect(idsLike(index, 'nuclear disarmament')).toEqual([]);
  });

  test('has the nearer in time first of two that say the same, before it or after', () => {
    const month = 30 * 86_400_000;
    const ideas = [0, 10, 14].map((at) => ({ ...BENCH, id: `${at}`, createdAt: at * month }));
    const index = anIndexOf(ideas);
    expect(idsLike(index, 'bench', { at: 11 * month })).toEqual(['10', '14', '0']);
    expect(idsLike(index, 'bench', { at: 15 * month })).toEqual(['14', '10', '0']);
    expect(new Set(like(index, 'bench').map(({ score }) => score)).size).toBe(1);
  });

  test('has an old idea in the same words before a new one in other words', () => {
    const year = 365 * 86_400_000;
    const index = anIndexOf([BENCH, { ...NIGHT, createdAt: 20 * year }, MEALS]);
    const asked = { at: 20 * year };
    expect(idsLike(index, 'benches at bus stops', asked)).toEqual(['bench', 'night']);
    const [old] = like(index, BENCH.title, asked);
    const [now] = like(index, BENCH.title, { at: 0 });
    expect(old?.score).toBeCloseTo(0.7 * (now?.score ?? 0), 6);
  });

  test('answers no more than it is asked for', () => {
    const index = anIndexOf([BENCH, MEALS, NIGHT]);
    expect(idsLike(index, 'bus bench meals night', { first: 2 })).toHaveLength(2);
  });

  test('answers only what is accepted, however much else there is', () => {
    const many = Array.from({ length: 700 }, (_, at) => ({ ...BENCH, id: `many${at}` }));
    const index = anIndexOf([...many, { ...BENCH, id: 'of labour', organisation: 'labour' }]);
    const accepts = ({ organisation }: { organisation: string }) => organisation === 'labour';
    expect(idsLike(index, 'bench', { accepts })).toEqual(['of labour']);
  });

  test('finds the rare words of a text in which common ones fill whole pages', () => {
    const common = Array.from({ length: 3_000 }, (_, at) => ({
      id: `common${at}`,
      title: Array.from({ length: 80 }, (__, word) => `word${word}`).join(' '),
    }));
    const index = anIndexOf([...common, BENCH]);
    const asked = `${common[0]?.title} bench bench bench`;
    expect(idsLike(index, asked, { first: 600 })).toContain('bench');
  });
});

describe('a merged idea', () => {
  const merged: WordIdea = {
    id: 'seats',
    title: 'Seats for waiting passengers',
    mergedInto: 'bench',
  };

  test('stands for the one that it was merged into, and is named as what is alike', () => {
    const index = anIndexOf([BENCH, MEALS, merged]);
    expect(like(index, 'seats for passengers')).toMatchObject([{ id: 'bench', by: 'seats' }]);
  });

  test('makes an idea that it was merged into more alike, never less', () => {
    const asked = 'a bench at the bus stop';
    const alone = like(anIndexOf([BENCH, MEALS]), asked)[0]?.score ?? 1;
    const another = { id: 'other', title: 'Benches at bus stops', mergedInto: 'bench' };
    expect(like(anIndexOf([BENCH, MEALS, another]), asked)[0]?.score).toBeGreaterThan(alone);
  });

  test('stands for the last of a chain', () => {
    const index = anIndexOf([
      { ...BENCH, mergedInto: 'shelter' },
      { id: 'shelter', title: 'Shelters' },
      merged,
    ]);
    expect(idsLike(index, 'seats')).toEqual(['shelter']);
  });

  test('stands for nothing where the chain is a ring or its end is not there', () => {
    const ring = anIndexOf([{ ...BENCH, mergedInto: 'seats' }, merged]);
    expect(idsLike(ring, 'seats bench')).toEqual([]);
    expect(idsLike(anIndexOf([merged, MEALS]), 'seats')).toEqual([]);
  });

  test('stands for it again once that is there, in whatever order they came', () => {
    const index = anIndexOf([merged]);
    put(index, BENCH);
    expect(idsLike(index, 'seats')).toEqual(['bench']);
  });

  test('counts as one with it where it is counted how many ideas have a word', () => {
    const copies = Array.from({ length: 30 }, (_, at) => ({ ...merged, id: `copy${at}` }));
    const once = anIndexOf([BENCH, MEALS, NIGHT, merged]);
    const often = anIndexOf([BENCH, MEALS, NIGHT, merged, ...copies]);
    expect(often.rarity('seat')).toBe(once.rarity('seat'));
  });

  test('is left out with the idea that is asked for, and only its own text with itself', () => {
    const index = anIndexOf([BENCH, MEALS, merged]);
    expect(idsLike(index, 'seats bench', { without: 'bench' })).toEqual([]);
    expect(like(index, 'seats bench', { without: 'seats' })).toMatchObject([
      { id: 'bench', by: 'bench' },
    ]);
  });
});
