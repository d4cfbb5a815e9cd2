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
  text,
  webAddress,
  withoutOrganisation,
} from '../../framework/input.ts';
import { eventFields, LONGEST_EVENT_MS, placeFields, type PlaceRow } from './event.ts';
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

function isTimeZone(name: string): boolean {
  // Newer engines take an offset (`+01:00`) too, which knows nothing of summer time.
  if (!/^[A-Z]/i.test(name)) return false;
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

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
    timeZone: z.string().refine(isTimeZone, 'an IANA time zone, such as "Europe/London"'),
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
