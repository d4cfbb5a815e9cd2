/** The two lists that an organisation's rows stand in, its own and the coalition's of all; and the list of each kind. */
import { dataOf } from '../support/answer.ts';
import type { TestHouse } from '../support/house.ts';
import type { OrganisationKind } from '../../schema/generated/enums.ts';

/** Which rows are listed. */
export type Field = 'policyIdeas' | 'events' | 'campaigns';

/** Whose list is asked for: an organisation's by its id, or the coalition's. */
export type Whose = string;
export const COALITION_LIST = 'the coalition';

/** The list that only organisations of a kind have: its field, the type of what is in it, and that type's title. */
export const LIST_OF: Record<OrganisationKind, { list: string; type: string; title: string }> = {
  PARTY: { list: 'policyReviews', type: 'PolicyReview', title: 'question' },
  UNION: { list: 'polls', type: 'Poll', title: 'question' },
  THINK_TANK: { list: 'papers', type: 'Paper', title: 'title' },
  MOVEMENT: { list: 'wins', type: 'Win', title: 'title' },
};

export interface ListArgs {
  filter?: object;
  orderBy?: string;
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
}

export interface Page<Row> {
  totalCount: number;
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
  edges: { cursor: string; node: Row }[];
}

const TYPES = { policyIdeas: 'PolicyIdea', events: 'Event', campaigns: 'Campaign' } as const;

function documentOf(field: Field, whose: Whose, selection: string): string {
  const type = TYPES[field];
  const list = `list: ${field}(
    filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before
  ) {
    totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node ${selection} }
  }`;
  return `query (
    $filter: ${type}Filter, $orderBy: ${type}Order = NEWEST, $first: Int, $after: String, $last: Int, $before: String
  ) { ${whose === COALITION_LIST ? list : `organisation(id: "${whose}") { ${list} }`} }`;
}

type Listed<Row> = { list: Page<Row> } & { organisation: { list: Page<Row> } };

/** Asks for a page of a list. */
export const askList = <Row>(
  house: TestHouse,
  field: Field,
  whose: Whose,
  args: ListArgs,
  { selection = '{ id }', token }: { selection?: string; token?: string } = {},
) => house.ask<Listed<Row>>(documentOf(field, whose, selection), args, token);

/** A page of a list, which must be there. */
export async function listOf<Row = { id: string }>(
  house: TestHouse,
  field: Field,
  whose: Whose,
  args: ListArgs = {},
  how: { selection?: string; token?: string } = {},
): Promise<Page<Row>> {
  const { list, organisation } = dataOf(await askList<Row>(house, field, whose, args, how));
  return whose === COALITION_LIST ? list : organisation.list;
}

/** The rows of a page. */
export const rowsOf = <Row>({ edges }: Page<Row>): Row[] => edges.map(({ node }) => node);

/** The same first rows as each of the two lists that an organisation's rows stand in gives them. */
export const inBothLists = <Row>(
  house: TestHouse,
  field: Field,
  organisation: string,
  args: ListArgs,
  how: { selection?: string; token?: string } = {},
): Promise<Row[][]> =>
  Promise.all(
    [organisation, COALITION_LIST].map(async (whose) =>
      rowsOf(await listOf<Row>(house, field, whose, args, how)),
    ),
  );
