/** The cards of papers and lists of them; for think-tanks and the catalogue alike. */
import { themesOf } from '../../../../schema/themes.ts';
import type { CardList } from '../../../cards/card-list.ts';
import { type SharedConditions, sharedConditions } from '../../../cards/conditions.ts';
import { byTheme } from '../../../cards/facets.ts';
import { byField, byMonth, byOrganisation } from '../../../framework/lists/facets.ts';
import { all, among } from '../../../framework/lists/filter.ts';
import { newestFirst, oldestFirst } from '../../../framework/lists/orders.ts';
import { isPublic, type PaperCard, paperCardFields } from './paper.ts';
import type { PaperStatus } from '../../../../schema/generated/enums.ts';

/** `PaperFilter` of the contracts. */
export interface PaperFilterInput extends SharedConditions {
  statuses?: readonly PaperStatus[] | null;
}

export const list: CardList<PaperCard, PaperFilterInput> = {
  type: 'PAPER',
  field: 'papers',
  fields: paperCardFields,
  filter: (input, owners) => all(sharedConditions(input, owners), among('status', input.statuses)),
  orders: { NEWEST: newestFirst, OLDEST: oldestFirst },
  facets: {
    themes: byTheme,
    statuses: byField('status', 'status', 'statuses'),
    organisations: byOrganisation,
    months: byMonth('createdAt', 'createdFrom', 'createdBefore'),
  },
  at: 'filter.',
  shows: { themes: ({ themes }) => themesOf(themes) },
  // A draft is nobody's to see but its think-tank's.
  accepts: isPublic,
};
