/** Pages read from a collection: one command a page, whatever its size. */
import type { Model, QueryFilter } from 'mongoose';
import { both, type Filter } from './filter.ts';
import type { Order } from './cursor.ts';
import { type Page, pageOf, type PageArgs, type Window, windowOf } from './page.ts';

/** What to read. */
export interface PageQuery {
  filter: Filter;
  order: Order;
  args: PageArgs;
  /** Fields that are not read. */
  without?: readonly string[];
}

/**
 * The page of a collection that the arguments ask for.
 * @example readPage(wins, { filter: {}, order: newestFirst, args: { first: 20 } })
 */
export async function readPage<Row extends object>(
  model: Model<Row>,
  query: PageQuery,
): Promise<Page<Row>> {
  const { filter, order, args } = query;
  const window = windowOf(order, args);
  const rows = await (order.computed
    ? readComputed(model, query, window)
    : readStored(model, query, window));
  return pageOf(rows, window, order, () => model.countDocuments(filter as QueryFilter<Row>).exec());
}

/** Rows in an order of their own fields, which an index can give. */
const readStored = <Row>(
  model: Model<Row>,
  { filter, order, without = [] }: PageQuery,
  window: Window,
): Promise<Row[]> =>
  model
    .find(both(filter, beyond(order, window)) as QueryFilter<Row>)
    .select(without.map((field) => `-${field}`))
    .sort(sortOf(order, window))
    .limit(window.size + 1)
    .lean<Row[]>();

/** Rows in an order that is computed for each that passes the filter. */
const readComputed = <Row>(
  model: Model<Row>,
  { filter, order, without = [] }: PageQuery,
  window: Window,
): Promise<Row[]> =>
  model.aggregate<Row>([
    { $match: filter },
    { $addFields: { ...order.computed } },
    { $match: beyond(order, window) },
    { $sort: sortOf(order, window) },
    { $limit: window.size + 1 },
    ...(without.length > 0 ? [{ $unset: [...without] }] : []),
  ]);

/**
 * For each of many parents the same page of its children, in one command.
 * @param children where they are: the collection, the field that holds the parent's id, and which of them count
 * @param total how many children a parent has in all
 */
export async function readChildPages<Parent extends { _id: string }, Row extends object>(
  parents: Model<Parent>,
  children: { collection: string; field: string; order: Order; filter?: Filter },
  ids: readonly string[],
  args: PageArgs,
  total: (parent: Parent) => number | Promise<number>,
): Promise<Map<string, Page<Row>>> {
  const { collection, field, order, filter = {} } = children;
  const window = windowOf(order, args);
  const found = await parents.aggregate<Parent & { children: Row[] }>([
    { $match: { _id: { $in: [...ids] } } },
    {
      $lookup: {
        from: collection,
        localField: '_id',
        foreignField: field,
        pipeline: [
          { $match: { ...filter, ...beyond(order, window) } },
          { $sort: sortOf(order, window) },
          { $limit: window.size + 1 },
        ],
        as: 'children',
      },
    },
  ]);
  return new Map(
    found.map((row) => [row._id, pageOf(row.children, window, order, () => total(row))]),
  );
}

/** The sort of an order, in the direction of the window. */
export function sortOf({ keys }: Order, { backwards }: Window): Record<string, 1 | -1> {
  return Object.fromEntries(
    keys.map(({ field, direction }) => [field, backwards ? (-direction as 1 | -1) : direction]),
  );
}

/** The filter for rows beyond a cursor: past it in the first key that differs. */
export function beyond({ keys }: Order, { beyond: values, backwards }: Window): Filter {
  if (!values) return {};
  const steps = keys.map(({ field, direction }, at) => {
    const past = (direction === 1) !== backwards ? '$gt' : '$lt';
    const same = keys.slice(0, at).map((key, i) => [key.field, values[i]]);
    return { ...Object.fromEntries(same), [field]: { [past]: values[at] } };
  });
  const [first] = keys;
  const reached = (first?.direction === 1) !== backwards ? '$gte' : '$lte';
  // The range on the first key is what an index is read by.
  return { ...(first && { [first.field]: { [reached]: values[0] } }), $or: steps };
}
