/** Cards are for everyone: a server that would put something about a person on one does not start. */
import { describe, expect, test } from '@jest/globals';
import {
  needImpersonalCards,
  type OnCards,
} from '../../../subgraphs/feed/publish/personal-cards.ts';
import type { PersonalRows } from '../../../subgraphs/framework/personal.ts';

const card: OnCards = { collection: 'events', type: 'EVENT', fields: { title: String, place: {} } };
const declared = (collection: string, ...fields: string[]): PersonalRows => ({
  collection,
  keys: [],
  fields,
  impersonal: [],
  answers: [],
  purpose: '',
  kept: '',
  erasure: '',
});
const need =
  (...rows: PersonalRows[]) =>
  () =>
    needImpersonalCards([card], rows);

describe('a card', () => {
  test('may have what is not declared to be about people', () => {
    expect(need(declared('events', 'guests.person'), declared('members', 'title'))).not.toThrow();
  });

  test('may have no field that is declared to be about people', () => {
    expect(need(declared('events', 'title'))).toThrow(
      'The card EVENT would show "title" of "events" to everyone, but that is declared to be about people.',
    );
  });

  test('may have no field with a part that is', () => {
    expect(need(declared('events', 'place.host'))).toThrow('"place"');
  });

  test('may have no key of a person', () => {
    expect(need({ ...declared('events'), keys: ['title'] })).toThrow('"title"');
  });
});
