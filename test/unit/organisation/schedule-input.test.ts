import { describe, expect, test } from '@jest/globals';
import { announcement } from '../../../subgraphs/organisation/events/schedule-input.ts';
import { checkInput } from '../../../subgraphs/framework/input.ts';
import { refusalOf } from '../framework/refusal.ts';

const DAY = 24 * 60 * 60 * 1000;
const inDays = (days: number) => new Date(Date.now() + days * DAY);

const startsAt = inDays(1);
const endsAt = inDays(1.5);
const hall = { name: 'The hall' };
const right = {
  organisation: 'unite',
  name: 'An evening of listening',
  kind: 'LISTENING',
  themes: [],
  startsAt,
  endsAt,
  timeZone: 'Europe/London',
  place: hall,
};

describe('an event that may be announced', () => {
  test('becomes a row: its name the title, null for what was left out', () => {
    expect(checkInput(announcement, right)).toEqual({
      title: 'An evening of listening',
      summary: null,
      description: null,
      kind: 'LISTENING',
      themes: [],
      startsAt,
      endsAt,
      timeZone: 'Europe/London',
      place: { name: 'The hall', address: null, area: null, latitude: null, longitude: null },
      onlineUrl: null,
      capacity: null,
    });
  });

  test.each([
    ['online only', { place: null, onlineUrl: new URL('https://meet.example.org/') }],
    ['in both', { onlineUrl: new URL('https://meet.example.org/') }],
    ['at the ends of the earth', { place: { ...hall, latitude: -90, longitude: 180 } }],
    ['on the equator', { place: { ...hall, latitude: 0, longitude: 0 } }],
    ['for one', { capacity: 1 }],
    ['for a hundred thousand', { capacity: 100_000 }],
    ['31 days long', { endsAt: new Date(+startsAt + 31 * DAY) }],
    ['of a millisecond', { endsAt: new Date(+startsAt + 1) }],
    ['in another zone', { timeZone: 'Asia/Kolkata' }],
  ])('is one %s', (_what, given) => {
    expect(checkInput(announcement, { ...right, ...given })).toBeTruthy();
  });
});

const iso = (date: Date) => JSON.stringify(date);
const later = 'a moment after `startsAt`, within 31 days';
const places = 'a number from 1 to 100,000';
const past = inDays(-1);
const tooLate = new Date(+startsAt + 31 * DAY + 1);

describe('an event is refused in a sentence', () => {
  test.each<[string, object, string]>([
    [
      'without a name',
      { name: '' },
      'input.name: expected 3 to 200 characters, but got an empty text.',
    ],
    [
      'of a name too short',
      { name: ' ab ' },
      'input.name: expected 3 to 200 characters, but got " ab ".',
    ],
    [
      'of a name too long',
      { name: 'x'.repeat(201) },
      `input.name: expected 3 to 200 characters, but got "${'x'.repeat(79)}….`,
    ],
    [
      'of a summary too long',
      { summary: 'x'.repeat(401) },
      `input.summary: expected at most 400 characters, but got "${'x'.repeat(79)}….`,
    ],
    [
      'of a description too long',
      { description: 'x'.repeat(20_001) },
      `input.description: expected at most 20,000 characters, but got "${'x'.repeat(79)}….`,
    ],
    [
      'of an unknown theme',
      { themes: ['cats'] },
      'input.themes.0: expected the id of a theme, as `themes` lists them, but got "cats".',
    ],
    [
      'that began',
      { startsAt: past, endsAt: startsAt },
      `input.startsAt: expected a moment in the future, but got ${iso(past)}.`,
    ],
    [
      'that ends when it starts',
      { endsAt: startsAt },
      `input.endsAt: expected ${later}, but got ${iso(startsAt)}.`,
    ],
    [
      'that ends before it starts',
      { endsAt: past },
      `input.endsAt: expected ${later}, but got ${iso(past)}.`,
    ],
    [
      'that takes more than 31 days',
      { endsAt: tooLate },
      `input.endsAt: expected ${later}, but got ${iso(tooLate)}.`,
    ],
    [
      'in no time zone',
      { timeZone: 'Mars/Base' },
      'input.timeZone: expected an IANA time zone, such as "Europe/London", but got "Mars/Base".',
    ],
    [
      'in an empty time zone',
      { timeZone: '' },
      'input.timeZone: expected an IANA time zone, such as "Europe/London", but got an empty text.',
    ],
    [
      'in an offset for a time zone',
      { timeZone: '+01:00' },
      'input.timeZone: expected an IANA time zone, such as "Europe/London", but got "+01:00".',
    ],
    [
      'nowhere',
      { place: null },
      'input.place: expected a place, an `onlineUrl`, or both, but got null.',
    ],
    [
      'at a place without a name',
      { place: { name: ' ' } },
      'input.place.name: expected 1 to 200 characters, but got " ".',
    ],
    [
      'at an address too long',
      { place: { ...hall, address: 'x'.repeat(301) } },
      `input.place.address: expected at most 300 characters, but got "${'x'.repeat(79)}….`,
    ],
    [
      'in no area',
      { place: { ...hall, area: 'france' } },
      'input.place.area: expected the id or the official code of an area, as `areas` lists them, but got "france".',
    ],
    [
      'beyond a pole',
      { place: { ...hall, latitude: 90.1, longitude: 0 } },
      'input.place.latitude: expected a number from -90 to 90, but got 90.1.',
    ],
    [
      'beyond the date line',
      { place: { ...hall, latitude: 0, longitude: -180.5 } },
      'input.place.longitude: expected a number from -180 to 180, but got -180.5.',
    ],
    [
      'at half a point',
      { place: { ...hall, latitude: 51.5 } },
      'input.place.latitude: expected both `latitude` and `longitude`, or neither, but got 51.5.',
    ],
    [
      'at the other half',
      { place: { ...hall, longitude: 0 } },
      'input.place.latitude: expected both `latitude` and `longitude`, or neither, but got nothing.',
    ],
    [
      'at no web address',
      { onlineUrl: new URL('file:///etc/passwd') },
      'input.onlineUrl: expected an http:// or https:// address, but got "file:///etc/passwd".',
    ],
    ['for nobody', { capacity: 0 }, `input.capacity: expected ${places}, but got 0.`],
    ['for fewer than nobody', { capacity: -5 }, `input.capacity: expected ${places}, but got -5.`],
    ['for too many', { capacity: 100_001 }, `input.capacity: expected ${places}, but got 100001.`],
  ])('%s', (_what, wrong, sentence) => {
    expect(refusalOf(() => checkInput(announcement, { ...right, ...wrong }))).toEqual({
      code: 'BAD_USER_INPUT',
      argument: sentence.split(':')[0],
      message: sentence,
    });
  });
});
