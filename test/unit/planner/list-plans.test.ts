import { describe, expect, test } from '@jest/globals';
import { planOf } from './plan.ts';

const IDEA_CARD =
  'id title summary status themes { name } area { name } organisation { name kind } tally { support cast { support } } commentCount createdAt';
const IDEA_OWN =
  'body viewerPosition author { displayName } comments { totalCount edges { node { text author { displayName } inReplyTo { text } } } }';
const EVENT_CARD =
  'id name startsAt place { name area { name } } remaining rsvpCounts { going } organisation { name kind }';
const EVENT_OWN =
  'description onlineUrl viewerAttendance { status } attendees { edges { node { status member { displayName } } } }';
const CAMPAIGN_CARD =
  'id name aim status themes { name } area { name } organisation { name kind } createdAt updatedAt';
/** The cards of the things that a campaign is linked to. */
const CAMPAIGN_LINKS =
  'ideas { title organisation { name } } actions { name startsAt } allies { name }';
const CAMPAIGN_OWN = 'description resources { title url } milestones { text due reached }';
const PAPER_CARD = 'id title summary status themes { name } organisation { name kind } createdAt';
const CARD = 'type title organisation { name }';
const CITED = `citedIn { totalCount edges { card { ${CARD} } } freshness { state } }`;
const FACETS =
  'facets { themes { theme { name } count } statuses { status count } organisations { organisation { name } count } months { month count } }';
const AROUND =
  'totalCount pageInfo { hasNextPage endCursor } freshness { state asOf organisation { name } }';

const list = (name: string, fields: string) => `${name} { ${AROUND} edges { node { ${fields} } } }`;

describe('a list across organisations', () => {
  test.each([
    ['ideas', list('policyIdeas', IDEA_CARD)],
    ['events', list('events', `${EVENT_CARD} ${CITED}`)],
    ['campaigns', list('campaigns', `${CAMPAIGN_CARD} ${CAMPAIGN_LINKS}`)],
    ['papers', list('papers', PAPER_CARD)],
    ['ideas with what cites them', list('policyIdeas', `${IDEA_CARD} ${CITED}`)],
    [
      'search results',
      `search(text: "x") { ${AROUND} edges { card { title organisation { name } } } }`,
    ],
    ['ideas with their facets', `policyIdeas { ${AROUND} ${FACETS} edges { node { title } } }`],
    ['papers with their facets', `papers { ${AROUND} ${FACETS} edges { node { title } } }`],
  ])('of %s by their cards is one fetch', (_name, field) => {
    expect(planOf(`{ ${field} }`)).toEqual({
      evaluated: 1,
      fetches: ['coalition'],
      inSequence: 1,
    });
  });

  test.each([
    ['ideas', list('policyIdeas', `${IDEA_CARD} ${IDEA_OWN}`)],
    ['events', list('events', `${EVENT_CARD} ${EVENT_OWN}`)],
    ['campaigns', list('campaigns', `${CAMPAIGN_CARD} ${CAMPAIGN_LINKS} ${CAMPAIGN_OWN}`)],
    [
      'search results',
      `search(text: "x") { edges { card { title organisation { name } } node { ... on PolicyIdea { ${IDEA_OWN} } ... on Event { ${EVENT_OWN} } } } }`,
    ],
  ])('of %s with owner fields is two', (_name, field) => {
    expect(planOf(`{ ${field} }`)).toMatchObject({
      fetches: ['coalition', 'organisation'],
      inSequence: 2,
    });
  });

  test('of papers with owner fields is two', () => {
    expect(planOf(`{ ${list('papers', `${PAPER_CARD} abstract anchoring`)} }`)).toMatchObject({
      fetches: ['coalition', 'think-tank'],
      inSequence: 2,
    });
  });

  test('of several types in one query is one fetch of the catalogue', () => {
    const { fetches } = planOf(
      `{ ${list('policyIdeas', IDEA_CARD)} ${list('events', EVENT_CARD)} ${list('campaigns', CAMPAIGN_CARD)} ${list('papers', PAPER_CARD)} themes { name } areas { nodes { name } } }`,
    );
    expect(fetches).toEqual(['coalition']);
  });
});

describe('the pages of one organisation', () => {
  test.each([
    ['ideas', list('policyIdeas', `${IDEA_CARD} ${IDEA_OWN}`)],
    ['events', list('events', `${EVENT_CARD} ${EVENT_OWN}`)],
    ['campaigns', list('campaigns', `${CAMPAIGN_CARD} ${CAMPAIGN_OWN}`)],
    ['ideas with their facets', `policyIdeas { ${FACETS} }`],
  ])('of %s never ask the catalogue', (_name, field) => {
    const { fetches } = planOf(
      `{ organisation(id: "x") { id name kind summary website ${field} } }`,
    );
    expect(fetches).toEqual(['organisation']);
  });
});

describe('a type that only one kind of organisation has', () => {
  const OWN = [
    ['policyReviews', 'PolicyReview', 'party'],
    ['polls', 'Poll', 'union'],
    ['papers', 'Paper', 'think-tank'],
    ['wins', 'Win', 'movement'],
  ] as const;
  /** A field of each type that only the owner has. */
  const FIELD = {
    PolicyReview: 'ideas { totalCount }',
    Poll: 'results',
    Paper: 'abstract',
    Win: 'story',
  } as const;
  const WHOSE = 'organisation { id name kind summary website }';

  test.each(OWN)('as a list of one organisation never asks the catalogue: %s', (name, _, kind) => {
    const query = `{ organisation(id: "x") { name ${name} { edges { node { id ${WHOSE} } } } } }`;
    expect(planOf(query).fetches).toEqual(['organisation', kind]);
  });

  test.each(OWN)('by its id never asks the catalogue: %s', (_, type, kind) => {
    const { fetches } = planOf(`{ node(id: "x") { ... on ${type} { ${WHOSE} } } }`);
    expect(fetches).toEqual(['organisation', kind]);
  });

  test('as papers in a list of one think-tank, with facets, never asks the catalogue', () => {
    const query = `{ organisation(id: "x") { name ${list('papers', `${PAPER_CARD} abstract`)} } }`;
    expect(planOf(query).fetches).toEqual(['organisation', 'think-tank']);
  });

  test('in search results takes one fetch of each kind beside the catalogue', () => {
    const every = OWN.map(([, type]) => `... on ${type} { ${FIELD[type]} ${WHOSE} }`).join(' ');
    const { fetches, inSequence } = planOf(
      `{ search(text: "x") { edges { card { ${WHOSE} } node { ${every} } } } }`,
    );
    const kinds = OWN.map(([, , kind]) => kind);
    expect({ fetches: fetches.toSorted(), inSequence }).toEqual({
      fetches: ['coalition', ...kinds].toSorted(),
      inSequence: 2,
    });
  });
});
