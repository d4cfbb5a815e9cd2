/** Queries that are expensive to plan: lists nested in lists, and circles of them. */
import { CARD, EVERY_TYPE, FIELDS_OF, found, listed, ring } from './hostile-queries.ts';

/** The types of search results. */
const FOUND = ['PolicyIdea', 'Event', 'PolicyReview', 'Poll', 'Paper', 'Win', 'Campaign'];

/** The things that cite an idea, with fields of every type. */
const cited = `citedIn { totalCount edges { card { ${CARD} } node { id ${EVERY_TYPE} } } }`;

/** The ideas of the campaigns that cite an idea. */
const citing = (fields: string): string =>
  `citedIn { edges { card { title } node { ... on Campaign { name description ideas { body ${fields} } } } } }`;

const FACETS =
  'themes { theme { name } count } organisations { organisation { name website } count } months { month count }';

export const NESTED: Readonly<Record<string, string>> = {
  'a nest behind search': `{ ${found(`node { ... on PolicyIdea { ${ring(2)} } }`)} }`,
  'a nest behind each type': `{ ${found(
    `node { ${FOUND.map((type) => `... on ${type} { organisation { ${listed('policyIdeas', ring(1))} } }`).join(' ')} }`,
  )} }`,
  'lists of organisations': `{ ${listed(
    'organisations',
    `id name ${listed('policyIdeas', `${FIELDS_OF['PolicyIdea']} ${ring(1)}`)} ${listed('events', FIELDS_OF['Event'] ?? '')} ${listed('polls', 'question')} ${listed('policyReviews', 'question')} ${listed('papers', 'title')} ${listed('wins', 'title')}`,
  )} }`,
  'lists of campaigns': `{ ${listed(
    'campaigns',
    `${FIELDS_OF['Campaign']} ideas { ${cited} ${ring(1)} } actions { ${cited} } allies { ${listed('campaigns', 'name description')} }`,
  )} }`,
  'citations of citations': `{ ${listed('policyIdeas', `title ${citing(citing('title'))}`)} }`,
  'every facet of every list': `{ ${['policyIdeas', 'events', 'campaigns']
    .map(
      (list) =>
        `${list} { facets { ${FACETS} areas { area { name } count } organisationKinds { kind count } } }`,
    )
    .join(' ')} papers { facets { ${FACETS} } } }`,
  'a deep ring': `{ viewer { ${listed('policyIdeas', ring(5))} } }`,
};
