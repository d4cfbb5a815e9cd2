/** A query for each root field, as the reference shows it and a test sends it. */

/** An operation, with what its variables are. */
export interface Example {
  text: string;
  variables: Readonly<Record<string, unknown>>;
}

const PAGE = 'totalCount pageInfo { hasNextPage endCursor }';

const listOf = (field: string, type: string, filter: object, fields: string): Example => ({
  text: `query ($filter: ${type}Filter) {
  ${field}(filter: $filter, first: 2) {
    ${PAGE}
    nodes { id ${fields} organisation { name } }
  }
}`,
  variables: { filter },
});

/** @param idOf the id of a thing that is there */
export const exampleQueries = (idOf: (type: string) => string): Record<string, Example> => ({
  node: {
    text: 'query ($id: ID!) { node(id: $id) { id ... on PolicyIdea { title tally { support } } } }',
    variables: { id: idOf('idea') },
  },
  nodes: {
    text: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Event { name startsAt } } }',
    variables: { ids: [idOf('event'), 'unite'] },
  },
  organisation: {
    text: 'query ($id: ID!) { organisation(id: $id) { name kind policyIdeas(first: 2) { nodes { title } } } }',
    variables: { id: 'unite' },
  },
  viewer: { text: '{ viewer { displayName organisation { name } } }', variables: {} },
  organisations: {
    text: '{ organisations(kinds: [UNION]) { nodes { id name status } } }',
    variables: {},
  },
  directoryChanges: {
    text: '{ directoryChanges(first: 2) { nodes { revision change organisation at } } }',
    variables: {},
  },
  themes: { text: '{ themes { id name } }', variables: {} },
  areas: {
    text: 'query ($area: ID) { areas(area: $area, kinds: [REGION], first: 3) { nodes { id name parent { id } } } }',
    variables: { area: 'england' },
  },
  search: {
    text: `query ($text: String!) {
  search(text: $text, first: 2) {
    ${PAGE}
    edges { card { type title organisation { name } } node { id } }
    facets { types { type count } }
  }
}`,
    variables: { text: 'buses' },
  },
  similarIdeas: {
    text: 'query ($text: String) { similarIdeas(text: $text, first: 2) { edges { score why { words } node { title } } } }',
    variables: { text: 'A bus home after midnight' },
  },
  policyIdeas: listOf(
    'policyIdeas',
    'PolicyIdea',
    { themes: ['transport'], statuses: ['UNDER_DISCUSSION'] },
    'title tally { support }',
  ),
  events: listOf('events', 'Event', { areas: ['england'], online: false }, 'name startsAt'),
  campaigns: listOf('campaigns', 'Campaign', { statuses: ['RUNNING'] }, 'name aim'),
  experiences: listOf('experiences', 'Experience', { channels: ['WEB'] }, 'channel createdAt'),
  policyReviews: listOf(
    'policyReviews',
    'PolicyReview',
    { statuses: ['OPEN'] },
    'question closesAt',
  ),
  polls: listOf('polls', 'Poll', { statuses: ['OPEN'] }, 'question closesAt'),
  papers: listOf('papers', 'Paper', { statuses: ['PUBLISHED'] }, 'title summary'),
  wins: listOf('wins', 'Win', { themes: ['transport'] }, 'title wonAt'),
});
