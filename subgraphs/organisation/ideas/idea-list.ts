/** The cards of ideas and lists of them; for their owner and the catalogue alike. */
import { areaOf } from '../../../schema/areas.ts';
import { themesOf } from '../../../schema/themes.ts';
import { type CardList, FEW } from '../../cards/card-list.ts';
import { type SharedConditions, sharedConditions } from '../../cards/conditions.ts';
import { byArea, byTheme } from '../../cards/facets.ts';
import type { Order } from '../../framework/lists/cursor.ts';
import {
  byField,
  byMonth,
  byOrganisation,
  byOrganisationKind,
} from '../../framework/lists/facets.ts';
import { all, among } from '../../framework/lists/filter.ts';
import { newestFirst, oldestFirst } from '../../framework/lists/orders.ts';
import { type IdeaCard, ideaCardFields } from './idea.ts';
import type { Channel, IdeaStatus } from '../../../schema/generated/enums.ts';

/** `PolicyIdeaFilter` of the contract. */
export interface IdeaFilterInput extends SharedConditions {
  statuses?: readonly IdeaStatus[] | null;
  channels?: readonly Channel[] | null;
}

const mostSupported: Order = {
  name: 'most-supported',
  keys: [
    { field: 'tally.support', direction: -1, as: 'number' },
    { field: '_id', direction: -1, as: 'text' },
  ],
};

/** What loads ideas by their id: rows with their owner, cards in the catalogue. */
interface Loading {
  load: { idea: { load(id: string): Promise<IdeaCard | null> } };
}

export const list: CardList<IdeaCard, IdeaFilterInput> = {
  type: 'IDEA',
  field: 'policyIdeas',
  fields: ideaCardFields,
  filter: (input, owners) =>
    all(
      sharedConditions(input, owners),
      among('status', input.statuses),
      among('channel', input.channels),
    ),
  orders: { NEWEST: newestFirst, OLDEST: oldestFirst, MOST_SUPPORTED: mostSupported },
  facets: {
    themes: byTheme,
    areas: byArea,
    statuses: byField('status', 'status', 'statuses'),
    channels: byField('channel', 'channel', 'channels'),
    organisations: byOrganisation,
    organisationKinds: byOrganisationKind,
    months: byMonth('createdAt', 'createdFrom', 'createdBefore'),
  },
  at: 'filter.',
  shows: {
    themes: ({ themes }) => themesOf(themes),
    area: ({ area }) => areaOf(area),
    mergedInto: ({ mergedInto: id }, _args, { load }: Loading) => id && load.idea.load(id),
  },
  indexes: [
    { keys: newestFirst.keys, conditions: ['channel'] },
    { keys: mostSupported.keys, conditions: [...FEW, 'status', 'channel'] },
  ],
};
