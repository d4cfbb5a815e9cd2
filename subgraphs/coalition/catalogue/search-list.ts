/** The list of search results: everything shared, of whatever type. */
import type { Organisation } from '../../../directory/organisations.ts';
import { all, among, type Filter } from '../../framework/lists/filter.ts';
import type { Circle } from '../../framework/near/cells.ts';
import { type SharedConditions, sharedConditions } from '../../cards/conditions.ts';
import { sharedFacets } from '../../cards/facets.ts';
import { byField } from '../../framework/lists/facets.ts';
import type { ListArgs, ListDescription } from '../../framework/lists/list.ts';
import { nearCircle } from '../../framework/lists/near.ts';
import type { CardType } from '../../../schema/things.ts';
import { newestFirst, oldestFirst, updatedFirst } from '../../framework/lists/orders.ts';

/** The arguments of `search` that say what is looked for. */
interface SearchConditions extends SharedConditions {
  text: string;
  types?: readonly CardType[] | null;
  near?: Circle | null;
}

/** The arguments of `search`, which has no `filter` around its conditions. */
export type SearchArgs = SearchConditions & Omit<ListArgs<SearchConditions>, 'filter'>;

/** `search` of the contract. */
export const SEARCH_LIST: ListDescription<SearchConditions> = {
  filter: (input: SearchConditions, owners: readonly Organisation[]): Filter =>
    all(
      sharedConditions(input, owners, ''),
      among('type', input.types),
      nearCircle('near', input.near),
    ),
  orders: { NEWEST: newestFirst, OLDEST: oldestFirst, UPDATED: updatedFirst },
  facets: { types: byField('type', 'type', 'types'), ...sharedFacets },
  at: '',
};
