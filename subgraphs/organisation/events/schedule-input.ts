/** What an event must be to be announced. */
import { z } from 'zod';
import { sharedFields } from '../../cards/card.ts';
import { area, themes } from '../../cards/input.ts';
import {
  future,
  moment,
  optionalNumber,
  optionalText,
  organisationId,
  spelt,
  text,
  webAddress,
  withoutOrganisation,
} from '../../framework/input.ts';
import { eventFields, LONGEST_EVENT_MS, placeFields, type PlaceRow } from './event.ts';
import { suggestedTimeZone, timeZoneNamed } from '../../../schema/time-zones.ts';
import { EventKind } from '../../../schema/generated/enums.ts';

const place = z
  .object({
    name: text(placeFields.name),
    address: optionalText(placeFields.address),
    area,
    latitude: optionalNumber(placeFields.latitude),
    longitude: optionalNumber(placeFields.longitude),
  })
  .refine(({ latitude, longitude }) => (latitude === null) === (longitude === null), {
    path: ['latitude'],
    message: 'both `latitude` and `longitude`, or neither',
  }) satisfies z.ZodType<PlaceRow>;

/** A time zone of the tz database, as it is spelt there. */
const timeZone = spelt(
  timeZoneNamed,
  (given) => `an IANA time zone, such as "${suggestedTimeZone(given)}"`,
);

/** `ScheduleEventInput` of the contract; `name` becomes the row's title. */
export const announcement = z
  .object({
    organisation: organisationId,
    name: text(sharedFields.title, 3),
    summary: optionalText(sharedFields.summary),
    description: optionalText(eventFields.description),
    kind: z.enum(EventKind),
    themes,
    startsAt: future,
    endsAt: moment,
    timeZone,
    place: place.nullish().transform((given) => given ?? null),
    onlineUrl: webAddress,
    capacity: optionalNumber(eventFields.capacity),
  })
  .refine(({ startsAt, endsAt }) => endsAt > startsAt && +endsAt - +startsAt <= LONGEST_EVENT_MS, {
    path: ['endsAt'],
    message: 'a moment after `startsAt`, within 31 days',
  })
  .refine((event) => event.place !== null || event.onlineUrl !== null, {
    path: ['place'],
    message: 'a place, an `onlineUrl`, or both',
  })
  .transform(withoutOrganisation)
  .transform(({ name, ...rest }) => ({ ...rest, title: name }));
