/** What an event must be to be announced. */
import { z } from 'zod';
import { area, themes } from '../../cards/input.ts';
import {
  future,
  optionalText,
  organisationId,
  text,
  webAddress,
  withoutOrganisation,
} from '../../framework/input.ts';
import { EVENT_KINDS, LONGEST_EVENT_MS, type PlaceRow } from './event.ts';

const degrees = (most: number) =>
  z
    .number()
    .min(-most, `a number from -${most} to ${most}`)
    .max(most, `a number from -${most} to ${most}`)
    .nullish()
    .transform((value) => value ?? null);

const place = z
  .object({
    name: text(1, 200),
    address: optionalText(300),
    area,
    latitude: degrees(90),
    longitude: degrees(180),
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
    name: text(3, 200),
    summary: optionalText(400),
    description: optionalText(20_000),
    kind: z.enum(EVENT_KINDS),
    themes,
    startsAt: future,
    endsAt: z.date(),
    timeZone: z.string().refine(isTimeZone, 'an IANA time zone, such as "Europe/London"'),
    place: place.nullish().transform((given) => given ?? null),
    onlineUrl: webAddress,
    capacity: z
      .int()
      .min(1, 'a number from 1 to 100,000')
      .max(100_000, 'a number from 1 to 100,000')
      .nullish()
      .transform((given) => given ?? null),
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
