/** What cards are counted by, whatever their type. */
import { areaOf } from '../../schema/areas.ts';
import { type Dimension, named } from '../framework/lists/facets.ts';
import { themesOf } from '../../schema/themes.ts';

export const byTheme: Dimension = {
  conditions: ['themes'],
  by: '$themes',
  isList: true,
  toCounts: named('theme', (id) => themesOf([id])[0]),
};

export const byArea: Dimension = {
  conditions: ['areas'],
  by: '$area',
  toCounts: named('area', (id) => areaOf(id)),
};
