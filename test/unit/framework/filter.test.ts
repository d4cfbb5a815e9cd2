import { idsIn } from '../../../schema/areas.ts';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readOrganisations } from '../../../directory/organisations.ts';
import type { PolicyIdeaFilter } from '../../../schema/generated/organisation.ts';
import { list as events } from '../../../subgraphs/organisation/events/event-list.ts';
import { all, both, search, searchWords, span } from '../../../subgraphs/framework/lists/filter.ts';
import { list as ideas } from '../../../subgraphs/organisation/ideas/idea-list.ts';
import { anyText } from '../../support/any-text.ts';
import { refusalOf } from './refusal.ts';

const owners = readOrganisations();
const NOW = new Date('2026-05-01T12:00:00Z');
const EARLIER = new Date('2026-04-01T12:00:00Z');

describe('the words of a search', () => {
  test('are letters, marks and digits of the text, one space between them, whatever the text', () => {
    fc.assert(
      fc.property(anyText(100), (text) => {
        fc.pre(/[\p{L}\p{N}]/u.test(text));
        const words = searchWords('text', text);
        expect(words).toMatch(/^[\p{L}\p{M}\p{N}]+( [\p{L}\p{M}\p{N}]+)*$/u);
        for (const word of words.split(' ')) expect(text).toContain(word);
        expect(searchWords('text', words)).toBe(words);
      }),
    );
  });

  test.each([
    ['"exact phrase" -not', 'exact phrase not'],
    ['bus-stop, (bench)!', 'bus stop bench'],
    ['  homes\n\tfor  all ', 'homes for all'],
    ['$where: {"$gt": ""}', 'where gt'],
    ['.*+?^', null],
    ['café Zoe\u0308', 'café Zoe\u0308'],
    ['आवास का अधिकार', 'आवास का अधिकार'],
    ['தமிழ் வீடு', 'தமிழ் வீடு'],
    ['بَيْت', 'بَيْت'],
    ['住宅 2026', '住宅 2026'],
  ])('of %j are %j', (text, words) => {
    if (words === null) expect(refusalOf(() => searchWords('text', text))).not.toBeNull();
    else expect(searchWords('text', text)).toBe(words);
  });

  test.each([
    ['', 'an empty text'],
    ['  ', '"  "'],
    ['"-"', '""-""'],
    ['a'.repeat(201), `""${'a'.repeat(79)}…`.slice(1)],
  ])('of %j are refused in a sentence', (text, formatted) => {
    expect(refusalOf(() => searchWords('filter.text', text))).toEqual({
      code: 'BAD_USER_INPUT',
      argument: 'filter.text',
      message: `filter.text: expected words to look for, at most 200 characters, but got ${formatted}.`,
    });
  });

  test('may be 200 characters', () => {
    expect(searchWords('text', 'a'.repeat(200))).toHaveLength(200);
  });

  test('reach the database as a text search and nothing else', () => {
    expect(search('text', '"a" -b')).toEqual({ $text: { $search: 'a b' } });
    expect(search('text', null)).toEqual({});
  });
});

describe('a span of time', () => {
  test.each([
    [undefined, undefined, {}],
    [null, null, {}],
    [EARLIER, null, { at: { $gte: EARLIER } }],
    [null, NOW, { at: { $lt: NOW } }],
    [EARLIER, NOW, { at: { $gte: EARLIER, $lt: NOW } }],
  ])('from %j before %j', (from, before, filter) => {
    expect(span('at', from, before)).toEqual(filter);
  });
});

const ideasBy = (filter: PolicyIdeaFilter, of: typeof owners) => ideas.filter(filter, of, NOW);

describe('a filter of ideas', () => {
  test.each([null, undefined, {}, { themes: null, text: null, organisations: null }])(
    'that says nothing (%j) lets all through',
    (filter) => {
      expect(ideas.filter(filter ?? {}, owners, NOW)).toEqual({});
    },
  );

  test('asks for all of its conditions', () => {
    const filter = ideasBy(
      {
        organisations: ['labour', 'unite'],
        organisationKinds: ['PARTY'],
        themes: ['housing'],
        areas: ['wales', 'london'],
        statuses: ['SUBMITTED'],
        channels: ['SMS'],
        createdFrom: EARLIER,
        createdBefore: NOW,
        text: 'rent',
      },
      owners,
    );
    expect(filter).toEqual({
      organisation: { $in: ['labour'] },
      themes: { $in: ['housing'] },
      area: { $in: idsIn(['wales', 'london']) },
      status: { $in: ['SUBMITTED'] },
      channel: { $in: ['SMS'] },
      createdAt: { $gte: EARLIER, $lt: NOW },
      $text: { $search: 'rent' },
    });
  });

  test('of an empty list lets nothing through', () => {
    expect(ideasBy({ themes: [] }, owners)).toEqual({ themes: { $in: [] } });
    expect(ideasBy({ organisations: [] }, owners)).toEqual({ organisation: { $in: [] } });
  });

  test('for an organisation that there is not lets nothing through', () => {
    expect(ideasBy({ organisations: ['nobody'] }, owners)).toEqual({ organisation: { $in: [] } });
  });

  test.each([
    [
      { themes: ['housing', 'cats'] },
      'filter.themes[1]',
      'the id of a theme, as `themes` lists them',
      'cats',
    ],
    [
      { themes: ['constructor'] },
      'filter.themes[0]',
      'the id of a theme, as `themes` lists them',
      'constructor',
    ],
    [
      { areas: ['france'] },
      'filter.areas[0]',
      'the id or the official code of an area, as `areas` lists them',
      'france',
    ],
    [
      { organisations: ['unite', 'Unite!'] },
      'filter.organisations[1]',
      'an organisation\'s id such as "unite"',
      'Unite!',
    ],
  ])('%j is refused, with the place named', (filter, argument, expected, got) => {
    expect(refusalOf(() => ideas.filter(filter ?? {}, owners, NOW))).toEqual({
      code: 'BAD_USER_INPUT',
      argument,
      message: `${argument}: expected ${expected}, but got "${got}".`,
    });
  });
});

describe('a filter of events', () => {
  const MONTH_AGO = new Date(NOW.getTime() - 31 * 86_400_000);

  test.each([
    [
      ['SCHEDULED'],
      { $or: [{ status: 'SCHEDULED', endsAt: { $gt: NOW } }], startsAt: { $gte: MONTH_AGO } },
    ],
    [['CANCELLED'], { $or: [{ status: 'CANCELLED' }] }],
    [['DONE'], { $or: [{ status: { $ne: 'CANCELLED' }, endsAt: { $lte: NOW } }] }],
    [[], { _id: { $in: [] } }],
  ] as const)('by status %j asks when an event ends', (statuses, filter) => {
    expect(events.filter({ statuses: [...statuses] }, owners, NOW)).toEqual(filter);
  });

  test('asks for all of its conditions', () => {
    const filter = events.filter(
      {
        organisationKinds: ['MOVEMENT'],
        kinds: ['DEBATE'],
        themes: ['work'],
        areas: ['scotland'],
        startsFrom: EARLIER,
        startsBefore: NOW,
        online: false,
        text: 'night',
      },
      owners,
      NOW,
    );
    expect(filter).toEqual({
      organisation: { $in: ['movement-for-change', 'peoples-assembly'] },
      kind: { $in: ['DEBATE'] },
      themes: { $in: ['work'] },
      area: { $in: idsIn(['scotland']) },
      startsAt: { $gte: EARLIER, $lt: NOW },
      online: false,
      $text: { $search: 'night' },
    });
  });
});

describe('two filters that both hold', () => {
  const strings = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 });

  test('are one level with the values that both have, where each lists values', () => {
    fc.assert(
      fc.property(strings, strings, (some, others) => {
        const met = both({ of: { $in: some }, x: 1 }, { of: { $in: others } });
        expect(met).toEqual({ x: 1, of: { $in: others.filter((one) => some.includes(one)) } });
      }),
    );
  });

  test.each([
    [{ of: { $ne: 'a' } }, { of: { $in: ['a'] } }],
    [{ of: { $in: ['a'], $ne: 'b' } }, { of: { $in: ['a'] } }],
    [{ $or: [] }, { $or: [] }],
    [{ of: null }, { of: { $in: ['a'] } }],
  ])('stand beside each other where they say other things of one field: %j, %j', (one, other) => {
    expect(both(one, other)).toEqual({ $and: [one, other] });
  });

  test('are one level where they share no field', () => {
    expect(both({ a: 1 }, { b: { $gt: 2 } })).toEqual({ a: 1, b: { $gt: 2 } });
  });
});

test('all filters hold, also where several are about one field', () => {
  const late = { $or: [{ endsAt: 1 }] };
  const far = { $or: [{ place: null }] };
  expect(all()).toEqual({});
  expect(all({ a: { $in: [1, 2] } }, {}, { b: 3 }, { a: { $in: [2] } })).toEqual({
    a: { $in: [2] },
    b: 3,
  });
  expect(all(late, far, { b: 3 })).toEqual({ $and: [late, far], b: 3 });
});
