/** The cards of papers and lists of them; for think-tanks and the catalogue alike. */
import type { PaperFilter } from '../../../../schema/generated/think-tank.ts';
import { cardList } from '../../../cards/card-list.ts';
import { isPublic, type PaperCard, paperCardFields } from './paper.ts';

export const list = cardList<PaperCard, PaperFilter>({
  type: 'PAPER',
  field: 'papers',
  fields: paperCardFields,
  among: { statuses: 'status' },
  // A draft is nobody's to see but its think-tank's.
  accepts: isPublic,
});
