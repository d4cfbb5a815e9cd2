/**
 * Lists: which rows, in which order, which page of them, and how many there are of what. The same code serves an
 * organisation its own rows and the coalition everyone's cards.
 */
import type { Model } from 'mongoose';
import type { Organisation } from '../../../directory/organisations.ts';
import type { Order } from './cursor.ts';
import { badInput } from '../errors.ts';
import { both, type Filter } from './filter.ts';
import type { Page, PageArgs } from './page.ts';
import { readPage } from './query.ts';
import { bestFirst } from './orders.ts';
import type { Circle } from '../near/cells.ts';
import { type Dimension, type Facets, facetsOf } from './facets.ts';
import { nearestTo } from './near.ts';

/** The conditions that decide which orders a list has. */
export interface Conditions {
  text?: string | null;
  near?: Circle | null;
}

/** A list of the contract: what its filter means, its orders by name, and what it is counted by. */
export interface ListDescription<Input extends Conditions> {
  /** @throws BAD_USER_INPUT naming the condition that is wrong */
  filter(input: Input, owners: readonly Organisation[], now: Date): Filter;
  orders: Readonly<Record<string, Order>>;
  facets: Readonly<Record<string, Dimension>>;
  /** Where in the arguments its conditions stand. */
  at: 'filter.' | '';
}

/** What a client asks of a list. */
export interface ListArgs<Input> extends PageArgs {
  filter?: Input | null;
  orderBy: string;
}

/** Where a list is read, and what is never in it. */
export interface Scope {
  /** The organisations whose rows are in the collection. */
  owners: readonly Organisation[];
  /** What holds of every row of it, whatever the client asks. */
  baseFilter?: Filter;
  /** Fields that are not read. */
  without?: readonly string[];
}

/** A page of a list, with its facets. */
export interface List<Row> extends Page<Row> {
  facets: Facets;
}

/**
 * Reads a page of a list.
 * @throws BAD_USER_INPUT naming the argument that is wrong
 * @example readList(petals, list, { filter: { colours: ['RED'] }, orderBy: 'NEWEST', first: 20 }, { owners })
 */
export async function readList<Row extends object, Input extends Conditions>(
  model: Model<Row>,
  list: ListDescription<Input>,
  { filter: given, orderBy, ...args }: ListArgs<Input>,
  { owners, baseFilter = {}, without = [] }: Scope,
): Promise<List<Row>> {
  const input = given ?? ({} as Input);
  const now = new Date();
  const page = await readPage(model, {
    filter: both(baseFilter, list.filter(input, owners, now)),
    order: orderOf(list, orderBy, input),
    args,
    without,
  });
  const facets = facetsOf(model, {
    dimensions: list.facets,
    baseFilter,
    filter: (passes) => list.filter(onlyThose(input, passes), owners, now),
    owners,
    now,
  });
  return { ...page, facets };
}

const onlyThose = <Input extends object>(
  input: Input,
  passes: (condition: string) => boolean,
): Input =>
  Object.fromEntries(Object.entries(input).filter(([condition]) => passes(condition))) as Input;

/** @throws BAD_USER_INPUT when the order needs a condition that was not given */
function orderOf<Input extends Conditions>(
  { orders, at }: ListDescription<Input>,
  orderBy: string,
  { text, near }: Conditions,
): Order {
  if (orderBy === 'RELEVANCE' && text != null) return bestFirst;
  if (orderBy === 'NEAREST' && near) return nearestTo(near);
  const order = orders[orderBy];
  if (order) return order;
  const needed = orderBy === 'NEAREST' ? 'near' : 'text';
  throw badInput('orderBy', `another order where \`${at}${needed}\` is not given`, orderBy);
}
