/** What cards are counted by, whatever their type. */
import { areaOf } from './areas.ts';
import { type Dimension, named } from './lists/facets.ts';
import { themesOf } from './themes.ts';

export const byTheme: Dimension = {
  conditions: ['themes'],
  by: '$themes',
  isList: true,
  shown: named('theme', (id) => themesOf([id])[0]),
};

export const byArea: Dimension = {
  conditions: ['areas'],
  by: '$area',
  shown: named('area', (id) => areaOf(id)),
};
