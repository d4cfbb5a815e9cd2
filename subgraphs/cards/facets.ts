/** What cards are counted by, whatever their type. */
import { areaOf, atLevel } from '../../schema/areas.ts';
import type { AreaKind } from '../../schema/generated/enums.ts';
import { MOST_AREAS } from '../../schema/list-sizes.ts';
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
  toCounts(tallied, owners, { kind }) {
    const counts = new Map<string, number>();
    for (const { _id, count } of tallied) {
      const area = areaOf(_id);
      const counted = area && atLevel(area, (kind as AreaKind | null | undefined) ?? 'REGION');
      if (counted) counts.set(counted.id, (counts.get(counted.id) ?? 0) + count);
    }
    const summed = [...counts].map(([_id, count]) => ({ _id, count }));
    return named('area', areaOf)(summed, owners).slice(0, MOST_AREAS);
  },
};

/** The facets that any list may have, by their names in the contracts; each is counted only where it is asked for. */
export const sharedFacets: Readonly<Record<string, Dimension>> = {
  themes: byTheme,
  areas: byArea,
  organisations: byOrganisation,
  organisationKinds: byOrganisationKind,
  months: byMonth('createdAt', 'createdFrom', 'createdBefore'),
};
