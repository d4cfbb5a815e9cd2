/** What cards are counted by, whatever their type. */
import { areaOf } from '../../schema/areas.ts';
import {
  byMonth,
  byOrganisation,
  byOrganisationKind,
  type Dimension,
  named,
} from '../framework/lists/facets.ts';
import { themesOf } from '../../schema/themes.ts';

const byTheme: Dimension = {
  conditions: ['themes'],
  by: '$themes',
  isList: true,
  toCounts: named('theme', (id) => themesOf([id])[0]),
};

const byArea: Dimension = {
  conditions: ['areas'],
  by: '$area',
  toCounts: named('area', (id) => areaOf(id)),
};

/** The facets that any list may have, by their names in the contracts; each is counted only where it is asked for. */
export const sharedFacets: Readonly<Record<string, Dimension>> = {
  themes: byTheme,
  areas: byArea,
  organisations: byOrganisation,
  organisationKinds: byOrganisationKind,
  months: byMonth('createdAt', 'createdFrom', 'createdBefore'),
};
