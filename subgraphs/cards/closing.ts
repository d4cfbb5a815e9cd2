/** What takes answers until a moment: a poll, a policy review. That it has closed is not stored, and follows from when it closes. */
import type { Order } from '../framework/lists/cursor.ts';
import { byField, type Dimension } from '../framework/lists/facets.ts';
import type { Filter } from '../framework/lists/filter.ts';

export interface Closing {
  closesAt: Date;
}

/** Whether it is open. */
export type OpenStatus = 'OPEN' | 'CLOSED';

/** The fields of a card. */
export const closingFields = { closesAt: Date };

/** Whether it is open, as of a moment. */
export const isOpen = ({ closesAt }: Closing, now = new Date()): boolean => now < closesAt;

/** @example openStatusOf(poll) // 'OPEN' */
export const openStatusOf = (row: Closing): OpenStatus => (isOpen(row) ? 'OPEN' : 'CLOSED');

/** By when it closes, earliest first. */
export const closingFirst: Order = {
  name: 'closing',
  keys: [
    { field: 'closesAt', direction: 1, as: 'moment' },
    { field: '_id', direction: 1, as: 'text' },
  ],
};

/** Those with one of these statuses, as of a moment. */
export function withOpenStatus(
  statuses: readonly OpenStatus[] | null | undefined,
  now: Date,
): Filter {
  if (!statuses || (statuses.includes('OPEN') && statuses.includes('CLOSED'))) return {};
  if (statuses.length === 0) return { _id: { $in: [] } };
  return { closesAt: statuses.includes('OPEN') ? { $gt: now } : { $lte: now } };
}

/** How many are open, and how many have closed. */
export const openStatuses: Dimension = {
  ...byField('status', 'status', 'statuses'),
  by: (now) => ({ $cond: [{ $gt: ['$closesAt', now] }, 'OPEN', 'CLOSED'] }),
};
