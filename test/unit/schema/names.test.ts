/** Names that are registered elsewhere: time zones and languages. */
import { expect, test } from '@jest/globals';
import { languageTag } from '../../../schema/language-tag.ts';
import { suggestedTimeZone, timeZoneNamed } from '../../../schema/time-zones.ts';

test.each([
  ['europe/london', 'Europe/London'],
  ['Asia/Kolkata', 'Asia/Kolkata'],
  ['Asia/Calcutta', 'Asia/Calcutta'],
  ['EUROPE/KYIV', 'Europe/Kyiv'],
  ['america/argentina/buenos_aires', 'America/Argentina/Buenos_Aires'],
  ['utc', 'UTC'],
])('the time zone %s is %s, alias or not', (given, name) => {
  expect(timeZoneNamed(given)).toBe(name);
});

test.each(['BST', '+01:00', 'GMT+1', 'Europe/Leeds', 'London', '', '__proto__', 'Factory'])(
  'there is no time zone "%s"',
  (given) => {
    expect(timeZoneNamed(given)).toBeNull();
  },
);

test('a place alone suggests its time zone, and anything else that of London', () => {
  expect(suggestedTimeZone('Kolkata')).toBe('Asia/Kolkata');
  expect(suggestedTimeZone('new york')).toBe('America/New_York');
  expect(suggestedTimeZone('BST')).toBe('Europe/London');
});

test.each([
  ['en', 'en'],
  ['EN-gb', 'en-GB'],
  ['zh-hant-tw', 'zh-Hant-TW'],
  ['cy', 'cy'],
])('the language %s is %s', (given, tag) => {
  expect(languageTag(given)).toBe(tag);
});

test.each([
  '',
  'english',
  'en_GB',
  'en-',
  'x-klingon',
  'en-gb-gb-gb',
  `en${'-variants'.repeat(5)}`,
])('"%s" is no language tag', (given) => {
  expect(languageTag(given)).toBeNull();
});
