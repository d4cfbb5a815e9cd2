/** The themes that things are filed under. */
const NAMES = {
  economy: 'Economy',
  work: 'Work',
  housing: 'Housing',
  health: 'Health',
  'social-care': 'Social care',
  education: 'Education',
  childcare: 'Childcare',
  transport: 'Transport',
  environment: 'Environment',
  energy: 'Energy',
  democracy: 'Democracy',
  justice: 'Justice',
  equality: 'Equality',
  'social-security': 'Social security',
  migration: 'Migration',
  culture: 'Culture',
  'local-government': 'Local government',
  digital: 'Digital',
} as const;

/** A theme or an area: its slug, and its name in English. */
export interface Named {
  id: string;
  name: string;
}

export const THEMES: readonly Named[] = Object.entries(NAMES).map(([id, name]) => ({ id, name }));

const byId = new Map(THEMES.map((theme) => [theme.id, theme]));

export const isTheme = (id: string): boolean => byId.has(id);

/** The themes of these ids; an id that is no theme (any longer) is left out. */
export const themesOf = (ids: readonly string[]): Named[] =>
  ids.flatMap((id) => byId.get(id) ?? []);
