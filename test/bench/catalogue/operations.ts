/** What clients ask the whole house: gateway, coalition, database. */
import type { Words } from './pages.ts';

/** Fields of cards alone, so that the coalition answers all. */
const FIELDS = 'edges { cursor node { id title themes { id } tally { support } } }';

const idea = (args: string, more = ''): string => `{ policyIdeas(${args}) { ${FIELDS} ${more} } }`;

export const operations = ({ common }: Words): [name: string, query: string][] => [
  ['ideas, newest', idea('first: 20')],
  [
    'ideas of a theme, most supported',
    idea('filter: { themes: ["health"] }, orderBy: MOST_SUPPORTED'),
  ],
  [
    'ideas, newest, with freshness of all',
    idea('first: 20', 'freshness { organisation { id } state lagSeconds }'),
  ],
  [
    'ideas of a theme, two facets',
    idea(
      'filter: { themes: ["health"] }',
      'facets { themes { theme { id } count } statuses { status count } }',
    ),
  ],
  ['search, a common word', `{ search(text: "${common}") { edges { card { title } } } }`],
];
