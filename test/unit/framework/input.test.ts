import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { z } from 'zod';
import { area, themes } from '../../../subgraphs/cards/input.ts';
import {
  checkInput,
  future,
  idOf,
  optionalText,
  text,
  webAddress,
} from '../../../subgraphs/framework/input.ts';
import { refusalOf } from './refusal.ts';

const schema = z.object({
  title: text({ maxlength: 10 }, 3),
  note: optionalText({ maxlength: 1_000 }),
  themes,
  area,
  idea: idOf('idea'),
  at: future,
  url: webAddress,
});

const right = {
  title: 'Benches',
  themes: ['transport'],
  idea: 'unite:idea:01JBXYZ0000000000000000000',
  at: new Date(Date.now() + 60_000),
};

describe('an input that is right', () => {
  test('comes back with null for what was left out', () => {
    expect(checkInput(schema, right)).toEqual({ ...right, note: null, area: null, url: null });
    const nothing = { note: null, area: null, url: null };
    expect(checkInput(schema, { ...right, ...nothing })).toEqual({ ...right, ...nothing });
  });

  test('comes back tidied', () => {
    const untidy = {
      ...right,
      title: '  Benches\n',
      note: '   ',
      themes: ['work', 'transport', 'work'],
      area: 'wales',
      url: new URL('https://example.org/a b'),
      more: 'of what nobody asked for',
    };
    expect(checkInput(schema, untidy)).toEqual({
      ...right,
      note: null,
      themes: ['work', 'transport'],
      area: 'wales',
      url: 'https://example.org/a%20b',
    });
  });
});

describe('an input that is wrong is refused by the field that is wrong', () => {
  const ids = 'the id of a policy idea, such as "unite:idea:01JB…"';
  test.each([
    [{ title: 'ab' }, 'input.title: expected 3 to 10 characters, but got "ab".'],
    [{ title: ' a ' }, 'input.title: expected 3 to 10 characters, but got " a ".'],
    [{ title: '' }, 'input.title: expected 3 to 10 characters, but got an empty text.'],
    [
      { title: 'a'.repeat(11) },
      `input.title: expected 3 to 10 characters, but got "${'a'.repeat(11)}".`,
    ],
    [
      { note: 'a'.repeat(1_001) },
      `input.note: expected at most 1,000 characters, but got "${'a'.repeat(79)}….`,
    ],
    [
      { themes: ['work', 'cats'] },
      'input.themes.1: expected the id of a theme, as `themes` lists them, but got "cats".',
    ],
    [
      { themes: ['work', 'work', 'work', 'work', 'work', 'work'] },
      'input.themes: expected at most 5 themes, but got ["work","work","work","work","work","work"].',
    ],
    [
      { area: 'france' },
      'input.area: expected the id or the official code of an area, as `areas` lists them, but got "france".',
    ],
    [
      { area: '' },
      'input.area: expected the id or the official code of an area, as `areas` lists them, but got an empty text.',
    ],
    [
      { idea: 'unite:event:01JBXYZ0000000000000000000' },
      `input.idea: expected ${ids}, but got "unite:event:01JBXYZ0000000000000000000".`,
    ],
    [{ idea: 'unite:idea:1' }, `input.idea: expected ${ids}, but got "unite:idea:1".`],
    [
      { at: new Date(0) },
      'input.at: expected a moment in the future, but got "1970-01-01T00:00:00.000Z".',
    ],
    [
      { url: new URL('ftp://a.org/') },
      'input.url: expected an http:// or https:// address, but got "ftp://a.org/".',
    ],
    [
      { url: new URL('javascript:alert(1)') },
      'input.url: expected an http:// or https:// address, but got "javascript:alert(1)".',
    ],
  ])('%j', (wrong, sentence) => {
    expect(refusalOf(() => checkInput(schema, { ...right, ...wrong }))).toEqual({
      code: 'BAD_USER_INPUT',
      argument: sentence.split(':')[0],
      message: sentence,
    });
  });

  test('one at a time, the first in the order of the contract', () => {
    const refusal = refusalOf(() => checkInput(schema, { ...right, area: 'x', title: '' }));
    expect(refusal?.argument).toBe('input.title');
  });

  test('whatever comes: it is never any other error', () => {
    fc.assert(
      fc.property(fc.anything(), (input) => {
        expect(refusalOf(() => checkInput(schema, input))?.code).toBe('BAD_USER_INPUT');
      }),
    );
  });
});
