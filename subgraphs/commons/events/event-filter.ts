/** The filter of a list of events, from the contract's words to MongoDB's; for owners and the catalogue. */
import type { Organisation } from '../../../directory/organisations.ts';
import { isArea } from '../areas.ts';
import { among, type Filter, noneOf, organisationsAmong, search, span } from '../filter.ts';
import { isTheme } from '../themes.ts';
import type { EventKind, EventStatus } from './event.ts';

/** `EventFilter` of the contract. */
export interface EventFilterInput {
  organisations?: readonly string[] | null;
  organisationKinds?: readonly Organisation['kind'][] | null;
  kinds?: readonly EventKind[] | null;
  themes?: readonly string[] | null;
  areas?: readonly string[] | null;
  statuses?: readonly EventStatus[] | null;
  startsFrom?: Date | null;
  startsBefore?: Date | null;
  online?: boolean | null;
  text?: string | null;
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
  noneOf('filter.themes', filter.themes, isTheme, 'the id of a theme, as `themes` lists them');
  noneOf('filter.areas', filter.areas, isArea, 'the id of an area, as `areas` lists them');
  return {
    ...organisationsAmong(
      'filter.organisations',
      filter.organisations,
      filter.organisationKinds,
      known,
    ),
    ...among('kind', filter.kinds),
    ...among('themes', filter.themes),
    ...among('area', filter.areas),
    ...withStatus(filter.statuses, now),
    ...span('startsAt', filter.startsFrom, filter.startsBefore),
    ...(filter.online == null ? {} : { online: filter.online }),
    ...search('filter.text', filter.text),
  };
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
