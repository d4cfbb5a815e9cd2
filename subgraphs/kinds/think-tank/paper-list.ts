/** What a paper's card says, and lists of papers; for think-tanks and the catalogue alike. */
import type { Order } from '../../framework/lists/cursor.ts';
import { among } from '../../framework/lists/filter.ts';
import { type SharedConditions, sharedConditions } from '../../cards/conditions.ts';
import { byField, byMonth, byOrganisation } from '../../framework/lists/facets.ts';
import { byTheme } from '../../cards/facets.ts';
import type { ListKind } from '../../framework/lists/list.ts';
import { newestFirst, oldestFirst } from '../../framework/lists/orders.ts';
import type { SharedRow } from '../../cards/card.ts';
import { themesOf } from '../../../schema/themes.ts';

export const PAPER_STATUSES = ['DRAFT', 'CONSULTATION', 'PUBLISHED'] as const;
export type PaperStatus = (typeof PAPER_STATUSES)[number];

/** What everyone may see of a paper in a list. */
export interface PaperCard extends SharedRow {
  status: PaperStatus;
}

/** The fields of a card of this type beside those that every card has. */
export const paperCardFields = { status: { type: String, enum: PAPER_STATUSES } };

/** `PaperFilter` of the contracts. */
export interface PaperFilterInput extends SharedConditions {
  statuses?: readonly PaperStatus[] | null;
}

/** `papers` of the contracts. */
export const PAPER_LIST: ListKind<PaperFilterInput> = {
  filter: (input, known) => ({
    ...sharedConditions(input, known),
    ...among('status', input.statuses),
  }),
  orders: { NEWEST: newestFirst, OLDEST: oldestFirst } satisfies Record<string, Order>,
  facets: {
    themes: byTheme,
    statuses: byField('status', 'status', 'statuses'),
    organisations: byOrganisation,
    months: byMonth('createdAt', 'createdFrom', 'createdBefore'),
  },
  at: 'filter.',
};

/** The fields of a paper's card. */
export const paperCard = {
  id: ({ _id }: PaperCard) => _id,
  themes: ({ themes }: PaperCard) => themesOf(themes),
};
