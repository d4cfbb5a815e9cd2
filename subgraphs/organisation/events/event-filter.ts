/** The filter of a list of events, from the contract's words to MongoDB's; for owners and the catalogue. */
import type { Organisation } from '../../../directory/organisations.ts';
import { among, type Filter, span } from '../../framework/lists/filter.ts';
import type { Circle } from '../../framework/near/cells.ts';
import { type SharedConditions, sharedConditions } from '../../cards/conditions.ts';
import { within } from '../../framework/near/near.ts';
import { type EventKind, type EventStatus, LONGEST_EVENT_MS } from './event.ts';

/** `EventFilter` of the contract. */
export interface EventFilterInput extends SharedConditions {
  kinds?: readonly EventKind[] | null;
  statuses?: readonly EventStatus[] | null;
  startsFrom?: Date | null;
  startsBefore?: Date | null;
  online?: boolean | null;
  near?: Circle | null;
}

/**
 * @param known the organisations whose rows are in the collection
 * @throws BAD_USER_INPUT naming the condition that is wrong
 */
export function eventFilter(
  input: EventFilterInput | null | undefined,
  known: readonly Organisation[],
  now = new Date(),
): Filter {
  const filter = input ?? {};
  return {
    ...sharedConditions(filter, known),
    ...among('kind', filter.kinds),
    ...withStatus(filter.statuses, now),
    ...span('startsAt', earliest(filter, now), filter.startsBefore),
    ...(filter.online == null ? {} : { online: filter.online }),
    ...within('filter.near', filter.near),
  };
}

/**
 * The first moment at which an event that meets the filter can start: of those that are to come no earlier than the
 * longest that an event lasts, so that what is long over is not looked through.
 */
function earliest({ statuses, startsFrom }: EventFilterInput, now: Date): Date | null {
  const toCome =
    statuses?.length && statuses.every((one) => one === 'SCHEDULED' || one === 'CHANGED');
  if (!toCome) return startsFrom ?? null;
  const implied = new Date(now.getTime() - LONGEST_EVENT_MS);
  return startsFrom && startsFrom > implied ? startsFrom : implied;
}

/** That an event is over is not stored: it follows from when it ends. */
function withStatus(statuses: readonly EventStatus[] | null | undefined, now: Date): Filter {
  if (!statuses) return {};
  const either = statuses.map((status) => {
    if (status === 'DONE') return { status: { $ne: 'CANCELLED' as const }, endsAt: { $lte: now } };
    return status === 'CANCELLED' ? { status } : { status, endsAt: { $gt: now } };
  });
  return either.length ? { $or: either } : { _id: { $in: [] } };
}

/** The status of an event as of a moment, as an aggregation expression: what `statusOf` says. */
export const statusAsOf = (now: Date): object => ({
  $cond: [
    { $and: [{ $ne: ['$status', 'CANCELLED'] }, { $lte: ['$endsAt', now] }] },
    'DONE',
    '$status',
  ],
});
