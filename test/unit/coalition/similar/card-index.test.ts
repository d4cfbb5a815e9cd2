import { describe, expect, test } from '@jest/globals';
import {
  type CardIndex,
  createCardIndex,
  type IndexedCard,
} from '../../../../subgraphs/coalition/similar/card-index.ts';
import { termsOf } from '../../../../subgraphs/coalition/similar/terms.ts';
import { anIdea } from '../../../support/builders.ts';

const bench = anIdea({ organisation: 'unite', title: 'A bench at every bus stop' });
const terms = termsOf({ title: 'Benches', rest: '' });
const at = (version: number, generation = 1) => ({ generation, version });

const idsIn = (index: CardIndex): string[] =>
  index.search(terms, { first: 10 }).map(({ id }) => id);

/** An index of these cards, each put one version later than the one before it. */
function anIndexOf(...cards: IndexedCard[]): CardIndex {
  const index = createCardIndex();
  for (const [before, card] of cards.entries()) index.put(card, at(before + 1));
  return index;
}
const foundAfter = (...cards: IndexedCard[]): string[] => idsIn(anIndexOf(...cards));

describe('an index of cards', () => {
  test.each(['DECLINED', 'WITHDRAWN', 'MERGED'] as const)(
    'leaves out an idea that is %s',
    (status) => {
      expect(foundAfter(bench)).toEqual([bench._id]);
      expect(foundAfter(bench, { ...bench, status })).toEqual([]);
    },
  );

  test.each(['SUBMITTED', 'UNDER_REVIEW', 'ADOPTED', 'PART_ADOPTED'] as const)(
    'has an idea that is %s',
    (status) => {
      expect(foundAfter({ ...bench, status })).toEqual([bench._id]);
    },
  );

  test('uses no text of an organisation that a search leaves out, nor of its merged ideas', () => {
    const winner = anIdea({ organisation: 'labour', title: 'Street furniture', summary: null });
    const index = anIndexOf(winner, { ...bench, status: 'MERGED', mergedInto: winner._id });
    const found = (...ids: string[]) =>
      index
        .search(terms, { first: 10, uses: (organisation) => ids.includes(organisation) })
        .map(({ matchedBy }) => matchedBy);
    expect(found('labour', 'unite')).toEqual([bench._id]);
    expect(found('labour')).toEqual([]);
  });

  test('finds the winner of a merge by the merged idea, until the winner is declined', () => {
    const winner = anIdea({ organisation: 'unite', title: 'Street furniture', summary: null });
    const merged: IndexedCard = { ...bench, status: 'MERGED', mergedInto: winner._id };
    expect(foundAfter(merged, winner)).toEqual([winner._id]);
    expect(foundAfter(merged, winner, { ...winner, status: 'DECLINED' })).toEqual([]);
  });

  test.each([
    [at(5), at(4)],
    [at(1, 2), at(9, 1)],
  ])('keeps version %j where %j comes after it', (newer, older) => {
    const index = createCardIndex();
    index.put({ ...bench, status: 'WITHDRAWN' }, newer);
    index.put(bench, older);
    expect(idsIn(index)).toEqual([]);
    index.put(bench, newer);
    expect(idsIn(index)).toEqual([bench._id]);
  });

  test('has an idea that was removed again only in a newer version', () => {
    const index = anIndexOf(bench);
    index.remove(bench._id, at(3));
    expect(idsIn(index)).toEqual([]);
    index.put(bench, at(2));
    expect(idsIn(index)).toEqual([]);
    index.put(bench, at(4));
    expect(idsIn(index)).toEqual([bench._id]);
  });

  test('keeps an idea where the removal is older', () => {
    const index = anIndexOf(bench, bench);
    index.remove(bench._id, at(1));
    expect(idsIn(index)).toEqual([bench._id]);
  });

  test('removes the ideas of one organisation that a later generation of its feed did not give', () => {
    const other = anIdea({ organisation: 'labour', title: 'Benches in parks' });
    const again = anIdea({ organisation: 'unite', title: 'Benches on hills' });
    const index = anIndexOf(bench, other);
    index.put(again, at(1, 2));
    index.prune('unite', 2);
    expect(idsIn(index).toSorted()).toEqual([other._id, again._id].toSorted());
    index.put(bench, at(9, 1));
    expect(idsIn(index)).not.toContain(bench._id);
  });
});
