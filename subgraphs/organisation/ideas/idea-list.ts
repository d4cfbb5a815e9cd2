/** The cards of ideas and lists of them; for their owner and the catalogue alike. */
import type { PolicyIdeaFilter } from '../../../schema/generated/organisation.ts';
import { cardList, FEW } from '../../cards/card-list.ts';
import type { Order } from '../../framework/lists/cursor.ts';
import { newestFirst } from '../../framework/lists/orders.ts';
import { type IdeaCard, ideaCardFields } from './idea.ts';

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

export const list = cardList<IdeaCard, PolicyIdeaFilter>({
  type: 'IDEA',
  field: 'policyIdeas',
  fields: ideaCardFields,
  among: { statuses: 'status', channels: 'channel' },
  orders: { MOST_SUPPORTED: mostSupported },
  shows: {
    mergedInto: ({ mergedInto: id }, _args, { load }: Loading) => id && load.idea.load(id),
  },
  indexes: [
    { keys: newestFirst.keys, conditions: ['channel'] },
    { keys: mostSupported.keys, conditions: [...FEW, 'status', 'channel'] },
  ],
});
