import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { anIndexOf, type Index, put, search, type WordIdea } from './ideas-of-words.ts';

const IDS = ['a', 'b', 'c', 'd', 'e', 'f'];
const WORDS = ['bus', 'stop', 'bench', 'night', 'fare', 'rent', 'school', 'meal'];

const DAY_MS = 86_400_000;

const words = fc
  .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 6 })
  .map((some) => some.join(' '));

const idea: fc.Arbitrary<WordIdea> = fc.record({
  id: fc.constantFrom(...IDS),
  title: words,
  summary: words,
  // This makes rings too, and ideas that are merged into themselves or into one that does not exist.
  mergedInto: fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    fc.constantFrom(...IDS, 'gone'),
  ),
  createdAt: fc.constantFrom(0, 40 * DAY_MS, 4_000 * DAY_MS),
});

const change = fc.oneof(
  { weight: 3, arbitrary: idea.map((one) => ({ put: one })) },
  { weight: 1, arbitrary: fc.constantFrom(...IDS).map((id) => ({ remove: id })) },
);

/** Everything that an index returns for these searches, to the last bit. */
const resultsOf = (index: Index, questions: readonly string[]) => ({
  size: index.size(),
  idf: WORDS.map((word) => index.idf(word)),
  answers: questions.map((question) => search(index, question, { askedAt: 50 * DAY_MS })),
});

const questions = fc.array(words, { minLength: 1, maxLength: 4 });

test('an index that was changed step by step returns the same as one that was built from the final ideas', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), questions, (changes, asked) => {
      const index = anIndexOf([]);
      const there = new Map<string, WordIdea>();
      for (const one of changes) {
        if ('put' in one) {
          put(index, one.put);
          there.set(one.put.id, one.put);
        } else {
          index.remove(one.remove);
          there.delete(one.remove);
        }
      }
      expect(resultsOf(index, asked)).toEqual(resultsOf(anIndexOf([...there.values()]), asked));
    }),
    { numRuns: 500 },
  );
});

test('ideas that were added and removed again leave no trace', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(idea, { selector: ({ id }) => id, minLength: 1 }),
      fc.uniqueArray(idea, { selector: ({ id }) => id }),
      questions,
      (before, added, asked) => {
        const index = anIndexOf(before);
        const answers = resultsOf(index, asked);
        const others = added.map((one) => ({ ...one, id: `${one.id}2` }));
        for (const one of others) put(index, one);
        for (const { id } of others) index.remove(id);
        expect(resultsOf(index, asked)).toEqual(answers);
      },
    ),
  );
});

test('the order in which ideas came makes no difference', () => {
  const shuffled = fc
    .uniqueArray(idea, { selector: ({ id }) => id, minLength: 2 })
    .chain((ideas) =>
      fc.tuple(fc.constant(ideas), fc.shuffledSubarray(ideas, { minLength: ideas.length })),
    );
  fc.assert(
    fc.property(shuffled, questions, ([one, other], asked) => {
      expect(resultsOf(anIndexOf(one), asked)).toEqual(resultsOf(anIndexOf(other), asked));
    }),
  );
});

test('scores are from 0 to 1, the best comes first, and each idea is returned once', () => {
  fc.assert(
    fc.property(fc.array(idea, { maxLength: 20 }), words, (ideas, asked) => {
      const found = search(anIndexOf(ideas), asked, { askedAt: 50 * DAY_MS });
      const scores = found.map(({ score }) => score);
      expect(scores.every((score) => score > 0 && score <= 1)).toBe(true);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
    }),
  );
});
