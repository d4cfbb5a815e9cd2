import { describe, expect, test } from '@jest/globals';
import {
  createKnownIdeas,
  type KnownCard,
} from '../../../../subgraphs/coalition/similar/known-ideas.ts';
import { termsOf } from '../../../../subgraphs/coalition/similar/terms.ts';
import { anIdea } from '../../../support/builders.ts';

const bench = anIdea({ organisation: 'unite', title: 'A bench at every bus stop' });
const at = (card: KnownCard, milliseconds: number): KnownCard => ({
  ...card,
  changedAt: new Date(bench.changedAt.getTime() + milliseconds),
});

/** The ids of what is like a bench, once these cards were learnt. */
function afterLearning(...cards: KnownCard[]): string[] {
  const known = createKnownIdeas();
  for (const card of cards) known.learn(card);
  return known.like(termsOf({ title: 'Benches', rest: '' }), { first: 10 }).map(({ id }) => id);
}

describe('what is known of ideas', () => {
  test.each(['DECLINED', 'WITHDRAWN', 'MERGED'] as const)('leaves out one that is %s', (status) => {
    expect(afterLearning(bench)).toEqual([bench._id]);
    expect(afterLearning(bench, at({ ...bench, status }, 1))).toEqual([]);
  });

  test.each(['SUBMITTED', 'UNDER_REVIEW', 'ADOPTED', 'PART_ADOPTED'] as const)(
    'has one that is %s',
    (status) => {
      expect(afterLearning({ ...bench, status })).toEqual([bench._id]);
    },
  );

  test('has nothing of who is not known, and nothing that their merged ideas teach', () => {
    const winner = anIdea({ organisation: 'labour', title: 'Street furniture', summary: null });
    const known = createKnownIdeas();
    for (const card of [winner, { ...bench, status: 'MERGED', mergedInto: winner._id } as const])
      known.learn(card);
    const found = (...ids: string[]) =>
      known
        .like(termsOf({ title: 'Benches', rest: '' }), {
          first: 10,
          knows: (organisation) => ids.includes(organisation),
        })
        .map(({ by }) => by);
    expect(found('labour', 'unite')).toEqual([bench._id]);
    expect(found('labour')).toEqual([]);
  });

  test('has a merged one stand for its winner, and for nothing once that is declined', () => {
    const winner = anIdea({ organisation: 'unite', title: 'Street furniture', summary: null });
    const merged: KnownCard = { ...bench, status: 'MERGED', mergedInto: winner._id };
    expect(afterLearning(merged, winner)).toEqual([winner._id]);
    expect(afterLearning(merged, winner, at({ ...winner, status: 'DECLINED' }, 1_000))).toEqual([]);
  });

  test('is not changed by a card that is older than the one that is known', () => {
    expect(afterLearning(at({ ...bench, status: 'WITHDRAWN' }, 5), at(bench, 4))).toEqual([]);
  });

  test('is changed by the card of an idea that was forgotten', () => {
    const known = createKnownIdeas();
    known.learn(bench);
    known.forget(bench._id);
    const asked = termsOf({ title: 'Benches', rest: '' });
    expect(known.like(asked, { first: 10 })).toEqual([]);
    known.learn(bench);
    expect(known.like(asked, { first: 10 })).toHaveLength(1);
  });
});
