/** Queries that are expensive to plan: every concrete type of an interface. */

const FROM = 'organisation { id name } themes { name }';

/** Fields of each type of `Node`: of its card, of its owner, and of one linked type. */
export const FIELDS_OF: Readonly<Record<string, string>> = {
  PolicyIdea: `title summary ${FROM} tally { support } body author { displayName }`,
  Campaign: `name aim ${FROM} description milestones { text } ideas { title body } actions { name description } allies { name }`,
  Event: `name summary ${FROM} description attendees { edges { node { member { displayName } } } }`,
  Comment: 'text author { displayName } idea { title body } inReplyTo { text }',
  Experience: `text ${FROM} author { displayName }`,
  Attendance: 'status event { name description } member { displayName }',
  Member:
    'displayName organisation { name } policyIdeas { edges { node { title body } } } attendances { edges { node { event { name } } } }',
  Organisation:
    'name policyIdeas { edges { node { title body } } } polls { edges { node { question } } }',
  PolicyReview: 'question organisation { name } ideas { edges { node { title body } } }',
  Poll: 'question organisation { name } options { text votes }',
  PollOption: 'text votes organisation { name } poll { question results }',
  Claim: 'text organisation { name } paper { title abstract } experiences { text }',
  Paper: `title summary ${FROM} abstract claims { text experiences { text author { displayName } } }`,
  Win: 'title organisation { name } idea { title body }',
};

export const EVERY_TYPE = Object.entries(FIELDS_OF)
  .map(([type, fields]) => `... on ${type} { ${fields} }`)
  .join(' ');

export const CARD = `type title summary ${FROM} area { name }`;
export const found = (fields: string) => `search(text: "x") { edges { ${fields} } }`;
export const listed = (list: string, fields: string) => `${list} { edges { node { ${fields} } } }`;

/** An idea, its organisation, the organisation's ideas, their organisation, and so on. */
export const ring = (depth: number): string =>
  depth === 0
    ? 'title body'
    : `title organisation { name ${listed('policyIdeas', ring(depth - 1))} ${listed('events', 'name description')} }`;

/** Queries for every concrete type behind an interface. */
export const HOSTILE: Readonly<Record<string, string>> = {
  search: `{ ${found(`card { ${CARD} }`)} }`,
  'search with every body': `{ ${found(`card { ${CARD} } node { id ${EVERY_TYPE} }`)} }`,
  'search for every node': `{ ${found(`node { id ${EVERY_TYPE} }`)} }`,
  node: `{ node(id: "x") { id ${EVERY_TYPE} } }`,
  nodes: `{ nodes(ids: ["x"]) { id ${EVERY_TYPE} } }`,
};
