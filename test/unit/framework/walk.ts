/** Walks through a list from page to page, as a client would. */
import type { Page, PageArgs } from '../../../subgraphs/framework/lists/page.ts';

/** How a list is walked. */
export interface Walk {
  backwards: boolean;
  size: number;
}

/** What a walk showed. */
export interface Walked<Row> {
  /** All rows, in the order of the list. */
  rows: Row[];
  /** How many rows each page had, in the order of the walk. */
  sizes: number[];
  /** Whether each page said rightly what is before and after it, and what its ends are. */
  sound: boolean;
}

/** The arguments of the page after one that ended at a cursor. */
export const argsOf = ({ backwards, size }: Walk, cursor: string | null): PageArgs =>
  backwards ? { last: size, before: cursor } : { first: size, after: cursor };

/** Walks from one end to the other. */
export async function walked<Row extends object>(
  walk: Walk,
  read: (args: PageArgs) => Page<Row> | Promise<Page<Row>>,
): Promise<Walked<Row>> {
  const pages: Row[][] = [];
  let sound = true;
  let cursor: string | null = null;
  for (let more = true; more;) {
    const { edges, pageInfo } = await read(argsOf(walk, cursor));
    const [toCome, behind] = walk.backwards
      ? [pageInfo.hasPreviousPage, pageInfo.hasNextPage]
      : [pageInfo.hasNextPage, pageInfo.hasPreviousPage];
    sound &&=
      behind === (cursor !== null) &&
      pageInfo.startCursor === (edges[0]?.cursor ?? null) &&
      pageInfo.endCursor === (edges.at(-1)?.cursor ?? null);
    pages.push(edges.map(({ node }) => node));
    cursor = walk.backwards ? pageInfo.startCursor : pageInfo.endCursor;
    more = toCome;
  }
  const sizes = pages.map(({ length }) => length);
  return { rows: (walk.backwards ? pages.toReversed() : pages).flat(), sizes, sound };
}

/** The sizes that the pages of a list must have: all full but the last, which is empty for an empty list only. */
export const sizesOf = (count: number, size: number): number[] =>
  count === 0
    ? [0]
    : Array.from({ length: Math.ceil(count / size) }, (_, at) => Math.min(size, count - at * size));
