/** What clients ask the gateways. */
import { chanceOf } from '../../../development/sample/chance.ts';
import { formatGlobalId } from '../../../schema/global-id.ts';

/** A request to a gateway, as JSON over HTTP has it. */
export interface Request {
  query: string;
  variables?: Record<string, unknown>;
}

export interface BenchOperation {
  name: string;
  /** The request at a place in the run, by the owners of the gateway that is asked. */
  request(at: number, owners: readonly string[]): Request;
}

/** So many values of variables differ from each other; then they come again, long after they were answered. */
const DISTINCT = 200;

const CARD =
  'id title summary status channel createdAt themes { id name } tally { support oppose }';
const OWNED = 'body author { displayName } comments(first: 1) { totalCount }';
const COMMENTS =
  'comments(first: 10) { edges { cursor node { id stance text createdAt author { displayName } } } totalCount }';

const page = (fields: string): string =>
  `query Page($first: Int, $after: String) { policyIdeas(first: $first, after: $after) {
    edges { cursor node { ${fields} } } pageInfo { hasNextPage endCursor } } }`;

const ofPage =
  (fields: string): BenchOperation['request'] =>
  (at) => ({ query: page(fields), variables: { first: 20, after: `page ${at % DISTINCT}` } });

const NODE = `{ __typename ... on PolicyIdea { ${CARD} ${OWNED} } }`;
const TAKE_POSITION = `mutation TakePosition($input: TakePositionInput!) { takePosition(input: $input) {
  idea { id tally { support oppose } } userErrors { __typename message } } }`;

/** Another idea at each place. */
const ideaOf = (at: number, owners: readonly string[]): string => {
  const chance = chanceOf(`idea ${at}`);
  const key = Array.from({ length: 25 }, () => chance.integer(0, 9)).join('');
  return formatGlobalId({ owner: owners[at % owners.length] ?? '', type: 'idea', key: `0${key}` });
};

export const OPERATIONS: readonly BenchOperation[] = [
  { name: '20 cards', request: ofPage(CARD) },
  { name: 'owner fields', request: ofPage(`${CARD} ${OWNED}`) },
  { name: 'nested', request: ofPage(`${CARD} ${OWNED.replace(/comments.*/, COMMENTS)}`) },
  {
    name: 'node',
    request: (at, owners) => ({
      query: `query Node($id: ID!) { node(id: $id) ${NODE} }`,
      variables: { id: ideaOf(at % DISTINCT, owners) },
    }),
  },
  {
    name: 'node, its id in the text',
    request: (at, owners) => ({
      query: `{ node(id: "${ideaOf(at, owners)}") ${NODE} }`,
    }),
  },
  {
    name: 'takePosition',
    request: (at, owners) => ({
      query: TAKE_POSITION,
      variables: { input: { idea: ideaOf(at % DISTINCT, owners), position: 'SUPPORT' } },
    }),
  },
  {
    name: 'owner fields, identical requests',
    request: () => ofPage(`${CARD} ${OWNED}`)(0, []),
  },
];
