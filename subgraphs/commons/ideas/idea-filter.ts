/** The filter of a list of ideas, from the contract's words to MongoDB's; for owners and the catalogue. */
import type { Organisation } from '../../../directory/organisations.ts';
import { among, type Filter, noneOf, organisationsAmong, search, span } from '../filter.ts';
import { isArea } from '../areas.ts';
import { isTheme } from '../themes.ts';
import type { Channel, IdeaStatus } from './idea.ts';

/** `PolicyIdeaFilter` of the contract. */
export interface IdeaFilterInput {
  organisations?: readonly string[] | null;
  organisationKinds?: readonly Organisation['kind'][] | null;
  themes?: readonly string[] | null;
  areas?: readonly string[] | null;
  statuses?: readonly IdeaStatus[] | null;
  channels?: readonly Channel[] | null;
  createdFrom?: Date | null;
  createdBefore?: Date | null;
  text?: string | null;
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
  noneOf('filter.themes', filter.themes, isTheme, 'the id of a theme, as `themes` lists them');
  noneOf('filter.areas', filter.areas, isArea, 'the id of an area, as `areas` lists them');
  return {
    ...organisationsAmong(
      'filter.organisations',
      filter.organisations,
      filter.organisationKinds,
      known,
    ),
    ...among('themes', filter.themes),
    ...among('area', filter.areas),
    ...among('status', filter.statuses),
    ...among('channel', filter.channels),
    ...span('createdAt', filter.createdFrom, filter.createdBefore),
    ...search('filter.text', filter.text),
  };
}
