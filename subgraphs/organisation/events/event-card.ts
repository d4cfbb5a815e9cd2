/** The fields of an event's card, for owners and the catalogue alike. */
import { areaOf } from '../../../schema/areas.ts';
import { themesOf } from '../../../schema/themes.ts';
import { type EventCard, type PlaceRow, remainingOf, statusOf } from './event.ts';

export const eventCard = {
  id: ({ _id }: EventCard) => _id,
  name: ({ title }: EventCard) => title,
  themes: ({ themes }: EventCard) => themesOf(themes),
  status: (event: EventCard) => statusOf(event),
  remaining: (event: EventCard) => remainingOf(event),
};

export const place = {
  area: ({ area }: PlaceRow) => areaOf(area),
};
