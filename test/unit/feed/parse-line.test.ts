import { describe, expect, test } from '@jest/globals';
import { cardFrom } from '../../../subgraphs/coalition/catalogue/card-from.ts';
import {
  HIGHEST_VERSION,
  formatRefusal,
  parseLine,
  type RefusedLine,
} from '../../../subgraphs/feed/follow/parse-line.ts';
import { aCardLine, aTombstone, anEntry, ideaId } from '../../support/cards.ts';

const parse = (line: unknown, after = 4) =>
  parseLine(typeof line === 'string' ? line : JSON.stringify(line), 'unite', after, (card) =>
    cardFrom({ id: 'unite', kind: 'UNION' }, card),
  );

describe('a line of a feed', () => {
  test('is an entry, with the dates of its card as dates', () => {
    const line = parse(anEntry('unite', 5, 1, 3));
    expect(line).toEqual({
      is: 'ENTRY',
      seq: 5,
      entry: {
        thing: ideaId('unite', 1),
        version: 3,
        card: {
          ...aCardLine('unite', 1),
          title: 'Idea 1, version 3',
          createdAt: new Date('2026-01-02T03:04:05.000Z'),
          updatedAt: new Date('2026-01-02T03:04:05.000Z'),
        },
      },
    });
  });

  test('may be a tombstone', () => {
    expect(parse(aTombstone('unite', 5, 1, 3))).toEqual({
      is: 'ENTRY',
      seq: 5,
      entry: { thing: ideaId('unite', 1), version: 3, card: null },
    });
  });

  test('may be the end of a response', () => {
    expect(parse({ end: 9, more: true })).toEqual({ is: 'END', end: 9, more: true });
  });

  test('may name the log', () => {
    expect(parse({ log: 'x' })).toEqual({ is: 'LOG', log: 'x' });
  });

  test('keeps only the fields that a card has', () => {
    const line = parse(
      anEntry('unite', 5, 1, 3, { body: 'x', person: 'unite:member:1', $where: '1' }),
    );
    expect(Object.keys((line as { entry: { card: object } }).entry.card).toSorted()).toEqual(
      Object.keys(aCardLine('unite', 1)).toSorted(),
    );
  });
});

describe('a line is refused', () => {
  const entry = anEntry('unite', 5, 1, 3);
  test.each([
    ['that is no JSON', '{"seq":5,', 'not JSON', null],
    ['that is a number', '5', 'not a log entry', null],
    ['that is a list', [entry], 'not a log entry', null],
    ['without a number', { ...entry, seq: undefined }, 'not a log entry', null],
    ['with a number that is not whole', { ...entry, seq: 5.5 }, 'not a log entry', null],
    ['with a number that is too large', { ...entry, seq: 2 ** 60 }, 'not a log entry', null],
    ['without a version', { ...entry, version: 0 }, 'not a log entry', null],
    ['without a card', { ...entry, card: undefined }, 'not a log entry', null],
    ['with the number before it', { ...entry, seq: 4 }, 'out of order', null],
    [
      'about a thing of another owner',
      { ...entry, id: ideaId('labour', 1) },
      'owned by another organisation',
      5,
    ],
    [
      'with a tombstone of another owner’s thing',
      aTombstone('labour', 5, 1, 3),
      'owned by another organisation',
      5,
    ],
    [
      'about a thing of an owner whose name only begins the same',
      { ...entry, id: ideaId('unite-two', 1) },
      'owned by another organisation',
      5,
    ],
    [
      'with a version from the future',
      { ...entry, version: HIGHEST_VERSION + 1 },
      'a version from the future',
      5,
    ],
    [
      'with the card of another thing',
      { ...entry, id: ideaId('unite', 2) },
      'not a valid card of this type',
      5,
    ],
    [
      'with a card of another organisation',
      anEntryWith({ organisation: 'labour' }),
      'not a valid card of this type',
      5,
    ],
    [
      'with a card of another’s thing',
      anEntryWith({ _id: ideaId('labour', 1) }),
      'not a valid card of this type',
      5,
    ],
    ['with a card of another shape', anEntryWith({ title: 7 }), 'not a valid card of this type', 5],
    [
      'with a card of a type that is not shared',
      anEntryWith({ type: 'MEMBER' }),
      'not a valid card of this type',
      5,
    ],
    [
      'with a date that is none',
      anEntryWith({ createdAt: 'soon' }),
      'not a valid card of this type',
      5,
    ],
    [
      'with a title of 201 characters',
      anEntryWith({ title: 'x'.repeat(201) }),
      'not a valid card of this type',
      5,
    ],
  ])('%s', (_how, line, why, seq) => {
    expect(parse(line)).toMatchObject({ is: 'REFUSED', why, seq });
  });

  test('and the refusal names the thing, so that its owner finds the row', () => {
    const line = parse({ ...entry, card: { ...entry.card, title: 7 } });
    expect(formatRefusal(line as RefusedLine)).toBe(
      `not a valid card of this type: ${ideaId('unite', 1)}`,
    );
  });
});

function anEntryWith(given: object) {
  return anEntry('unite', 5, 1, 3, given);
}
