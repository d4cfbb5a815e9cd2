import { describe, expect, test } from '@jest/globals';
import { cardFrom } from '../../../subgraphs/coalition/catalogue/card-from.ts';
import { newId } from '../../../subgraphs/framework/ids.ts';
import { anIdea } from '../../support/builders.ts';

/** A card as it comes over the wire. */
function cardOf(mergedInto: unknown): unknown {
  const card = { ...anIdea({ organisation: 'unite', status: 'MERGED' }), type: 'IDEA', mergedInto };
  return JSON.parse(JSON.stringify(card));
}

describe('the card of a merged idea', () => {
  test('says which one it was merged into', () => {
    const winner = newId('unite', 'idea');
    expect(cardFrom({ id: 'unite', kind: 'UNION' }, cardOf(winner))).toMatchObject({
      mergedInto: winner,
    });
  });

  test('is taken without it, for older rows do not say', () => {
    expect(cardFrom({ id: 'unite', kind: 'UNION' }, cardOf(undefined))).toMatchObject({
      mergedInto: null,
    });
  });

  test.each([newId('unite', 'event'), 'unite', 7])('is refused when that is %p', (mergedInto) => {
    expect(cardFrom({ id: 'unite', kind: 'UNION' }, cardOf(mergedInto))).toBeNull();
  });
});
