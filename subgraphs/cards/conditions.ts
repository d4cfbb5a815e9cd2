/** The conditions that the filters of all lists share, from the contract's words to MongoDB's. */
import type { Organisation } from '../../directory/organisations.ts';
import { areaNamed, EXPECTED_AREA, idsIn } from '../../schema/areas.ts';
import {
  all,
  among,
  type Filter,
  noneOf,
  organisationsAmong,
  search,
  span,
} from '../framework/lists/filter.ts';
import { isTheme } from '../../schema/themes.ts';

export interface SharedConditions {
  organisations?: readonly string[] | null;
  organisationKinds?: readonly Organisation['kind'][] | null;
  themes?: readonly string[] | null;
  areas?: readonly string[] | null;
  createdFrom?: Date | null;
  createdBefore?: Date | null;
  updatedFrom?: Date | null;
  updatedBefore?: Date | null;
  text?: string | null;
}

/**
 * @param owners the organisations whose rows are in the collection
 * @param at where in the arguments the conditions stand
 * @throws BAD_USER_INPUT naming the condition that is wrong
 */
export function sharedConditions(
  input: SharedConditions,
  owners: readonly Organisation[],
  at: 'filter.' | '' = 'filter.',
): Filter {
  const { organisations, organisationKinds, themes, areas, text } = input;
  noneOf(`${at}themes`, themes, isTheme, 'the id of a theme, as `themes` lists them');
  noneOf(`${at}areas`, areas, (name) => areaNamed(name) !== null, EXPECTED_AREA);
  return all(
    organisationsAmong(`${at}organisations`, organisations, organisationKinds, owners),
    among('themes', themes),
    among('area', areas && idsIn(areas)),
    span('createdAt', input.createdFrom, input.createdBefore),
    span('updatedAt', input.updatedFrom, input.updatedBefore),
    search(`${at}text`, text),
  );
}
