/** The nations and regions of the United Kingdom. */
import type { Named } from './themes.ts';

const NAMES = {
  'north-east': 'North East',
  'north-west': 'North West',
  'yorkshire-and-the-humber': 'Yorkshire and the Humber',
  'east-midlands': 'East Midlands',
  'west-midlands': 'West Midlands',
  'east-of-england': 'East of England',
  london: 'London',
  'south-east': 'South East',
  'south-west': 'South West',
  wales: 'Wales',
  scotland: 'Scotland',
  'northern-ireland': 'Northern Ireland',
} as const;

export const AREAS: readonly Named[] = Object.entries(NAMES).map(([id, name]) => ({ id, name }));

const byId = new Map(AREAS.map((area) => [area.id, area]));

export const isArea = (id: string): boolean => byId.has(id);

/** The area of this id; null for nationwide, or when the id is no area (any longer). */
export const areaOf = (id: string | null): Named | null => (id && byId.get(id)) || null;
