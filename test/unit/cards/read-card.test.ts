/** The catalogue takes no card that the schema behind it could not show: one such card emptied every list. */
import { describe, expect, test } from '@jest/globals';
import type { SchemaDefinition } from 'mongoose';
import { sharedFields } from '../../../subgraphs/cards/card.ts';
import { fieldsReader } from '../../../subgraphs/cards/field-reader.ts';
import { cardFrom } from '../../../subgraphs/coalition/catalogue/card-from.ts';
import { CARD_LISTS } from '../../../subgraphs/generated/card-lists.ts';
import { CARD_TYPES, thingOfCard } from '../../../schema/things.ts';
import { aCardLine } from '../../support/cards.ts';

const UNITE = { id: 'unite', kind: 'UNION' } as const;
const read = (given: object) => cardFrom(UNITE, aCardLine('unite', 1, given));
const tally = { support: 1, oppose: 0, pass: 0 };
const place = { name: 'The hall', address: null, area: null, latitude: 53.4, longitude: -2.2 };
const IDEA = 'labour:idea:01JBXYZ0000000000000000001';
const EVENT = 'unite:event:01JBXYZ0000000000000000001';
const NOON = '2026-12-01T12:00:00.000Z';
const anEvent = {
  _id: EVENT,
  type: 'EVENT',
  startsAt: '2026-12-01T18:00:00.000Z',
  endsAt: '2026-12-01T20:00:00.000Z',
  kind: 'RALLY',
  timeZone: 'Europe/London',
  place,
  online: false,
  status: 'SCHEDULED',
  capacity: null,
  rsvpCounts: { going: 0, maybe: 0, waitlisted: 0 },
};

test('a sound card is read, of each sort of field', () => {
  expect(read({})).toMatchObject({ title: 'Idea 1', tally: { support: 1 } });
  expect(read(anEvent)).toMatchObject({ place, cells: expect.any(Array) });
});

describe('a card is refused', () => {
  test.each([
    ['a count beyond the Int of GraphQL', { tally: { ...tally, support: 3e9, cast: tally } }],
    ['a count below 0', { commentCount: -1 }],
    ['a count that is not whole', { commentCount: 1.5 }],
    ['a language that is longer than any', { language: 'e'.repeat(36) }],
    ['a title that is too long', { title: 'x'.repeat(201) }],
    ['a control character', { title: 'A bench\u0000' }],
    ['an escape sequence', { summary: '\u001b[31mred' }],
    ['a theme without end', { themes: ['x'.repeat(64)] }],
    ['an area without end', { area: 'x'.repeat(64) }],
    ['a citation without end', { cites: ['x'.repeat(121)] }],
    ['too many themes', { themes: Array.from({ length: 6 }, () => 'work') }],
    ['a date in 9998', { updatedAt: '9998-01-01T00:00:00.000Z' }],
    ['a date before 1800', { createdAt: '1799-12-31T23:59:59.000Z' }],
    ['a status of no idea', { status: 'SCHEDULED' }],
    ['a merge into what is no idea', { mergedInto: EVENT }],
    ['a field that is missing', { tally: undefined }],
    ['a time zone without end', { ...anEvent, timeZone: 'x'.repeat(65) }],
    ['a place beyond the pole', { ...anEvent, place: { ...place, latitude: 91 } }],
    ['an event that ends before it starts', { ...anEvent, endsAt: '2026-11-01T18:00:00.000Z' }],
    ['an event without a start', { ...anEvent, startsAt: null }],
  ])('for %s', (_why, given) => {
    expect(read(given)).toBeNull();
  });

  test('for a type that is another kind’s to give', () => {
    const paper = {
      _id: 'unite:paper:01JBXYZ0000000000000000001',
      type: 'PAPER',
      status: 'PUBLISHED',
    };
    expect(read(paper)).toBeNull();
    const theirs = JSON.parse(
      JSON.stringify(aCardLine('progress', 1, paper)).replaceAll('unite', 'progress'),
    ) as object;
    expect(cardFrom({ id: 'progress', kind: 'THINK_TANK' }, theirs)).not.toBeNull();
  });

  test('for a draft', () => {
    const draft = {
      _id: 'progress:paper:01JBXYZ0000000000000000001',
      type: 'PAPER',
      status: 'DRAFT',
    };
    expect(
      cardFrom({ id: 'progress', kind: 'THINK_TANK' }, aCardLine('progress', 1, draft)),
    ).toBeNull();
  });
});

test('what a card shows only by its place is made here, whatever its organisation says', () => {
  expect(read({ ...anEvent, cells: ['0.1/0/0'] })).not.toMatchObject({ cells: ['0.1/0/0'] });
});

test.each(CARD_TYPES)('every field of a card of type %s says how much it may hold', (type) => {
  const list = CARD_LISTS.find((one) => one.type === type);
  expect(() => fieldsReader({ ...sharedFields, ...list?.fields })).not.toThrow();
});

test('a field that does not say so fails at the start, by name', () => {
  const unbounded: SchemaDefinition = { motto: String };
  expect(() => fieldsReader(unbounded)).toThrow('"motto" of a card needs its longest: maxlength.');
  expect(() => fieldsReader({ mottos: { type: [String], maxlength: 9 } })).toThrow('maxItems');
});

test('a type of card is that of one thing alone', () => {
  expect(new Set(CARD_TYPES.map((type) => thingOfCard(type).idType)).size).toBe(CARD_TYPES.length);
});

describe('each item of a list is held to what the field says of it', () => {
  const field = { maxItems: 2, maxlength: 60 };
  test.each<[string, SchemaDefinition[string], unknown, unknown]>([
    ['maxlength', { ...field, type: [String], maxlength: 2 }, ['ab'], ['abc']],
    ['enum', { type: [String], maxItems: 2, enum: ['WEB', 'SMS'] }, ['SMS'], ['FAX']],
    ['idType', { ...field, type: [String], idType: 'idea' }, [IDEA], [EVENT]],
    ['min', { type: [Number], maxItems: 2, min: 3 }, [3], [2]],
    ['max', { type: [Number], maxItems: 2, max: 3 }, [3], [4]],
    ['isFraction', { type: [Number], maxItems: 2, isFraction: true }, [0.5], ['0.5']],
    ['maxItems', { type: [Date], maxItems: 1 }, [NOON], [NOON, NOON]],
  ])('%s', (_option, list, taken, refused) => {
    const reader = fieldsReader({ list });
    expect(reader.safeParse({ list: taken }).success).toBe(true);
    expect(reader.safeParse({ list: refused }).success).toBe(false);
  });
});

test('a campaign that fights for what is no idea, or acts by what is no event, is refused', () => {
  const campaign = (links: object) =>
    read({
      _id: 'unite:campaign:01JBXYZ0000000000000000001',
      type: 'CAMPAIGN',
      status: 'RUNNING',
      ideas: [],
      actions: [],
      allies: [],
      ...links,
    });
  expect(campaign({ ideas: [IDEA], actions: [EVENT] })).not.toBeNull();
  expect(campaign({ ideas: [EVENT] })).toBeNull();
  expect(campaign({ actions: ['a rally'] })).toBeNull();
});
