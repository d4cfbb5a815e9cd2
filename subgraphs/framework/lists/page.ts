/** Pages of lists, as in the Relay cursor connection specification. */
import { LARGEST_PAGE, PAGE_SIZE } from '../../../schema/limits.ts';
import { cursorOf, EXPECTED_CURSOR, type Order, readCursor } from './cursor.ts';
import { badInput } from '../errors.ts';

/** What a client asks of a list. */
export interface PageArgs {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
}

/** A row in a list. */
export interface Edge<Row> {
  cursor: string;
  node: Row;
}

/** A page of rows, in the shape of a connection; the total is counted only when it is asked for. */
export interface Page<Row> {
  edges: Edge<Row>[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
  totalCount: () => number | Promise<number>;
}

/** The part of a list that a page shows. */
export interface Window {
  /** How many rows. */
  size: number;
  /** True when the page is read from its end. */
  backwards: boolean;
  /** The keys of the row that it lies beyond, in its direction. */
  beyond: ReturnType<typeof readCursor> | null;
}

/**
 * How many rows are asked for.
 * @throws BAD_USER_INPUT when that is not from 1 to 100.
 */
export function sizeOf(argument: string, value: number | null | undefined): number {
  const size = value ?? PAGE_SIZE;
  if (size < 1 || size > LARGEST_PAGE)
    throw badInput(argument, `a number from 1 to ${LARGEST_PAGE}`, size);
  return size;
}

/**
 * Reads what was asked of a list.
 * @throws BAD_USER_INPUT naming the argument that is wrong.
 */
export function windowOf(order: Order, { first, after, last, before }: PageArgs): Window {
  const backwards = last != null || before != null;
  if (backwards && (first != null || after != null))
    throw badInput(
      last != null ? 'last' : 'before',
      'either `first` and `after`, or `last` and `before`',
      'some of both',
    );
  const [argument, cursor] = backwards
    ? (['before', before] as const)
    : (['after', after] as const);
  return {
    size: backwards ? sizeOf('last', last) : sizeOf('first', first),
    backwards,
    beyond: cursor == null ? null : readCursor(order, cursor, argument),
  };
}

/** A page of rows that were read in the window's direction, one more than its size where there is one. */
export function pageOf<Row extends object>(
  rows: readonly Row[],
  { size, backwards, beyond }: Window,
  order: Order,
  totalCount: Page<Row>['totalCount'],
): Page<Row> {
  const more = rows.length > size;
  const onPage = rows.slice(0, size);
  if (backwards) onPage.reverse();
  const edges = onPage.map((node) => ({ cursor: cursorOf(order, node), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: backwards ? beyond !== null : more,
      hasPreviousPage: backwards ? more : beyond !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: memoizedCount(totalCount),
  };
}

/** Counts once, however many places of a request ask. */
function memoizedCount<Count>(count: () => Count): () => Count {
  let counted: { count: Count } | undefined;
  return () => (counted ??= { count: count() }).count;
}

/**
 * A page of a list that is at hand as a whole, in its order, each row with a text of its own at `key`.
 * @throws BAD_USER_INPUT naming the argument that is wrong, a cursor of no row of the list too.
 */
export function pageOfList<Row extends object>(
  rows: readonly Row[],
  key: keyof Row & string,
  args: PageArgs,
): Page<Row> {
  const order: Order = { name: `list/${key}`, keys: [{ field: key, direction: 1, as: 'text' }] };
  const window = windowOf(order, args);
  const { size, backwards, beyond } = window;
  const ordered = backwards ? rows.toReversed() : rows;
  const start = beyond ? ordered.findIndex((row) => row[key] === beyond[0]) + 1 : 0;
  if (beyond && start === 0)
    throw backwards
      ? badInput('before', EXPECTED_CURSOR, args.before)
      : badInput('after', EXPECTED_CURSOR, args.after);
  return pageOf(ordered.slice(start, start + size + 1), window, order, () => rows.length);
}
