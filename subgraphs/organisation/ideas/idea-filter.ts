/** The filter of a list of ideas, from the contract's words to MongoDB's; for owners and the catalogue. */
import type { Organisation } from '../../../directory/organisations.ts';
import { among, type Filter } from '../../framework/lists/filter.ts';
import { type SharedConditions, sharedConditions } from '../../cards/conditions.ts';
import type { Channel, IdeaStatus } from './idea.ts';

/** `PolicyIdeaFilter` of the contract. */
export interface IdeaFilterInput extends SharedConditions {
  statuses?: readonly IdeaStatus[] | null;
  channels?: readonly Channel[] | null;
}

/**
 * @param known the organisations whose rows are in the collection
 * @throws BAD_USER_INPUT naming the condition that is wrong
 */
export function ideaFilter(
  input: IdeaFilterInput | null | undefined,
  known: readonly Organisation[],
): Filter {
  const filter = input ?? {};
  return {
    ...sharedConditions(filter, known),
    ...among('status', filter.statuses),
    ...among('channel', filter.channels),
  };
}
