import { describe, expect, test } from '@jest/globals';
import {
  createKnownIdeas,
  type KnownCard,
} from '../../../../subgraphs/coalition/similar/known-ideas.ts';
import { termsOf } from '../../../../subgraphs/coalition/similar/terms.ts';
import { anIdea } from '../../../support/builders.ts';

const bench = anIdea({ organisation: 'unite', title: 'A bench at every bus stop' });
const asked = termsOf({ title: 'Benches', rest: '' });
const age = (version: number, generation = 1) => ({ generation, version });

type Known = ReturnType<typeof createKnownIdeas>;
const idsIn = (known: Known): string[] => known.like(asked, { first: 10 }).map(({ id }) => id);

/** What is known once these cards were learnt, each a version later than the one before it. */
function learnt(...cards: KnownCard[]): Known {
  const known = createKnownIdeas();
  for (const [at, card] of cards.entries()) known.learn(card, age(at + 1));
  return known;
}
const afterLearning = (...cards: KnownCard[]): string[] => idsIn(learnt(...cards));

describe('what is known of ideas', () => {
  test.each(['DECLINED', 'WITHDRAWN', 'MERGED'] as const)('leaves out one that is %s', (status) => {
    expect(afterLearning(bench)).toEqual([bench._id]);
    expect(afterLearning(bench, { ...bench, status })).toEqual([]);
  });

  test.each(['SUBMITTED', 'UNDER_REVIEW', 'ADOPTED', 'PART_ADOPTED'] as const)(
    'has one that is %s',
    (status) => {
      expect(afterLearning({ ...bench, status })).toEqual([bench._id]);
    },
  );

  test('has nothing of who is not known, and nothing that their merged ideas teach', () => {
    const winner = anIdea({ organisation: 'labour', title: 'Street furniture', summary: null });
    const known = learnt(winner, { ...bench, status: 'MERGED', mergedInto: winner._id });
    const found = (...ids: string[]) =>
      known
        .like(asked, { first: 10, knows: (organisation) => ids.includes(organisation) })
        .map(({ by }) => by);
    expect(found('labour', 'unite')).toEqual([bench._id]);
    expect(found('labour')).toEqual([]);
  });

  test('has a merged one stand for its winner, and for nothing once that is declined', () => {
    const winner = anIdea({ organisation: 'unite', title: 'Street furniture', summary: null });
    const merged: KnownCard = { ...bench, status: 'MERGED', mergedInto: winner._id };
    expect(afterLearning(merged, winner)).toEqual([winner._id]);
    expect(afterLearning(merged, winner, { ...winner, status: 'DECLINED' })).toEqual([]);
  });

  test.each([
    [age(5), age(4)],
    [age(1, 2), age(9, 1)],
  ])('is as of %j, whatever comes as of %j after it', (newer, older) => {
    const known = createKnownIdeas();
    known.learn({ ...bench, status: 'WITHDRAWN' }, newer);
    known.learn(bench, older);
    expect(idsIn(known)).toEqual([]);
    known.learn(bench, newer);
    expect(idsIn(known)).toEqual([bench._id]);
  });

  test('has one that was forgotten again only as of something newer', () => {
    const known = learnt(bench);
    known.forget(bench._id, age(3));
    expect(idsIn(known)).toEqual([]);
    known.learn(bench, age(2));
    expect(idsIn(known)).toEqual([]);
    known.learn(bench, age(4));
    expect(idsIn(known)).toEqual([bench._id]);
  });

  test('keeps one that is forgotten as of something older', () => {
    const known = learnt(bench, bench);
    known.forget(bench._id, age(1));
    expect(idsIn(known)).toEqual([bench._id]);
  });

  test('forgets what a later reading of a feed did not bring, of that organisation alone', () => {
    const other = anIdea({ organisation: 'labour', title: 'Benches in parks' });
    const again = anIdea({ organisation: 'unite', title: 'Benches on hills' });
    const known = learnt(bench, other);
    known.learn(again, age(1, 2));
    known.forgetOlder('unite', 2);
    expect(idsIn(known).toSorted()).toEqual([other._id, again._id].toSorted());
    known.learn(bench, age(9, 1));
    expect(idsIn(known)).not.toContain(bench._id);
  });
});
