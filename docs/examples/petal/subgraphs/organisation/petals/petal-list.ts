/** The cards of petals and lists of them; for their owner and the catalogue alike. */
import type { PetalFilter } from '../../../schema/generated/organisation.ts';
import { cardList } from '../../cards/card-list.ts';
import { type PetalCard, petalCardFields } from './petal.ts';

export const list = cardList<PetalCard, PetalFilter>({
  type: 'PETAL',
  field: 'petals',
  fields: petalCardFields,
  among: { colours: 'colour' },
});
