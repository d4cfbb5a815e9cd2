/** The cards of petals and lists of them; for their owner and the catalogue alike. */
import type { CardList } from '../../cards/card-list.ts';
import { type SharedConditions, sharedConditions } from '../../cards/conditions.ts';
import { byField } from '../../framework/lists/facets.ts';
import { all, among } from '../../framework/lists/filter.ts';
import { newestFirst, oldestFirst } from '../../framework/lists/orders.ts';
import { type PetalCard, petalCardFields } from './petal.ts';

/** `PetalFilter` of the contract. */
export interface PetalFilterInput extends SharedConditions {
  colours?: readonly PetalCard['colour'][] | null;
}

export const list: CardList<PetalCard, PetalFilterInput> = {
  type: 'PETAL',
  field: 'petals',
  fields: petalCardFields,
  filter: (input, owners) => all(sharedConditions(input, owners), among('colour', input.colours)),
  orders: { NEWEST: newestFirst, OLDEST: oldestFirst },
  facets: { colours: byField('colour', 'colour', 'colours') },
  at: 'filter.',
  shows: {},
};
