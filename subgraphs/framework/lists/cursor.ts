/** Cursors: where an item stands in an order, as opaque text. */
import { badInput } from '../errors.ts';

/** One key of an order: a field of the row, and how it counts. */
export interface OrderKey {
  field: string;
  direction: 1 | -1;
  as: 'text' | 'number' | 'moment';
}

/** An order of rows. Its last key must be unique, so that no two items share a cursor. */
export interface Order {
  name: string;
  /** Fields that rows have for this order alone, as aggregation expressions. */
  computed?: Readonly<Record<string, object>>;
  keys: readonly OrderKey[];
}

type Key = string | number | Date;

/** What to say was expected where a cursor was. */
export const EXPECTED_CURSOR = 'a cursor that a page of this same list gave';

/** The cursor of a row. */
export function cursorOf(order: Order, row: object): string {
  const values = order.keys.map(({ field }) => valueAt(row, field));
  const plain = values.map((value) => (value instanceof Date ? value.getTime() : value));
  return Buffer.from(JSON.stringify([order.name, ...plain])).toString('base64url');
}

/** The value at a dotted path; undefined where a row lacks it, so that a row that is damaged costs no other its place. */
const valueAt = (row: object, field: string): unknown =>
  field
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], row);

/**
 * The keys that a cursor stands for, each of the type that its order says: only texts, numbers and moments
 * ever reach a filter.
 * @throws BAD_USER_INPUT naming the argument when it is no cursor of this order.
 */
export function readCursor(order: Order, cursor: string, argument: string): Key[] {
  const [name, ...values] = parts(cursor);
  const keys = order.keys.map(({ as }, at) => typed(values[at], as));
  if (name !== order.name || values.length !== keys.length || keys.includes(null))
    throw badInput(argument, EXPECTED_CURSOR, cursor);
  return keys as Key[];
}

function parts(cursor: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}

function typed(value: unknown, as: OrderKey['as']): Key | null {
  if (as === 'text') return typeof value === 'string' ? value : null;
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  if (as === 'number') return value;
  const moment = new Date(value);
  return Number.isNaN(moment.getTime()) ? null : moment;
}
