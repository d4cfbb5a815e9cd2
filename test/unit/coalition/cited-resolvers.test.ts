import { expect, test } from '@jest/globals';
import { cardResolvers } from '../../../subgraphs/coalition/card-resolvers.ts';
import { citedResolvers } from '../../../subgraphs/coalition/cited-resolvers.ts';
import { CARD_LISTS } from '../../../subgraphs/generated/card-lists.ts';

test('what is cited has one reference resolver: of its card, or of its id where it has none', () => {
  expect(Object.keys(citedResolvers(CARD_LISTS))).toEqual(['Experience']);
  expect(Object.keys(cardResolvers(CARD_LISTS))).toEqual(
    expect.arrayContaining(['PolicyIdea', 'Event']),
  );
  expect(Object.keys(citedResolvers([]))).toEqual(['PolicyIdea', 'Event', 'Experience']);
});
