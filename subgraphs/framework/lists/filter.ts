/** The words of which filters are made. Each adds nothing when its condition was left out. */
import type { Organisation } from '../../../directory/organisations.ts';
import { EXPECTED_ORGANISATION_ID, isOrganisationId } from '../../../schema/global-id.ts';
import { badInput } from '../errors.ts';

/** A filter in MongoDB's words. */
export type Filter = Record<string, unknown>;

/**
 * The field has one of these values.
 * @example among('status', ['OPEN', 'MERGED']) // { status: { $in: ['OPEN', 'MERGED'] } }
 */
export const among = (field: string, values: readonly string[] | null | undefined): Filter =>
  values ? { [field]: { $in: [...values] } } : {};

/** All of these hold: a list's filter is made of its conditions so, as two that are about one field would lose one. */
export const all = (...filters: readonly Filter[]): Filter => filters.reduce(both, {});

/**
 * Both filters hold. As one level where they can be: an index is chosen by the conditions of one level, and two lists
 * of values for one field are the values that both have.
 * @example both({ a: { $in: [1, 2] } }, { a: { $in: [2, 3] }, b: 4 }) // { a: { $in: [2] }, b: 4 }
 */
export function both(one: Filter, other: Filter): Filter {
  const shared = Object.keys(other).filter((key) => key in one);
  const met = shared.map((key) => [key, inBoth(one[key], other[key])] as const);
  const isOneLevel = met.every(([, condition]) => condition);
  return isOneLevel ? { ...one, ...other, ...Object.fromEntries(met) } : { $and: [one, other] };
}

/** What passes two lists of values; null when one of them is another sort of condition. */
function inBoth(one: unknown, other: unknown): { $in: unknown[] } | null {
  if (!isList(one) || !isList(other)) return null;
  const allowed = new Set(one.$in);
  return { $in: other.$in.filter((value) => allowed.has(value)) };
}

const isList = (condition: unknown): condition is { $in: unknown[] } =>
  typeof condition === 'object' &&
  condition !== null &&
  Object.keys(condition).join() === '$in' &&
  Array.isArray((condition as { $in: unknown })['$in']);

/**
 * The moment lies in this span; its end is not in it.
 * @example span('startsAt', from, null) // { startsAt: { $gte: from } }
 */
export function span(field: string, from?: Date | null, before?: Date | null): Filter {
  if (!from && !before) return {};
  return { [field]: { ...(from && { $gte: from }), ...(before && { $lt: before }) } };
}

/**
 * Every value passes the test.
 * @throws BAD_USER_INPUT naming the first that does not.
 * @example noneOf('filter.themes', themes, isTheme, 'the id of a theme')
 */
export function noneOf(
  argument: string,
  values: readonly string[] | null | undefined,
  test: (value: string) => boolean,
  expected: string,
): void {
  const wrong = values?.findIndex((value) => !test(value)) ?? -1;
  if (wrong >= 0) throw badInput(`${argument}[${wrong}]`, expected, values?.[wrong]);
}

/** The row belongs to one of these organisations, which `argument` gave, and to one of these kinds. */
export function organisationsAmong(
  argument: string,
  ids: readonly string[] | null | undefined,
  kinds: readonly Organisation['kind'][] | null | undefined,
  owners: readonly Organisation[],
): Filter {
  noneOf(argument, ids, isOrganisationId, EXPECTED_ORGANISATION_ID);
  if (!ids && !kinds) return {};
  const wanted = owners.filter(
    ({ id, kind }) => (!ids || ids.includes(id)) && (!kinds || kinds.includes(kind)),
  );
  return { organisation: { $in: wanted.map(({ id }) => id) } };
}

/** The longest text to search for. */
export const LONGEST_SEARCH = 200;

/**
 * The words of a text to search for, for `$text`. Quotes and signs that mean something there mean nothing
 * here, so that words are all that is looked for. A mark belongs to its letter: a word of Hindi or Tamil is
 * one word, and so is one with an accent apart.
 * @throws BAD_USER_INPUT when it is empty, too long or has no word.
 * @example searchWords('filter.text', 'safe "night bus"') // 'safe night bus'
 */
export function searchWords(argument: string, text: string): string {
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? [];
  if (text.length > LONGEST_SEARCH || words.length === 0)
    throw badInput(argument, `words to look for, at most ${LONGEST_SEARCH} characters`, text);
  return words.join(' ');
}

/**
 * The title or summary has any of the words.
 * @example search('filter.text', 'night bus') // { $text: { $search: 'night bus' } }
 */
export const search = (argument: string, text: string | null | undefined): Filter =>
  text == null ? {} : { $text: { $search: searchWords(argument, text) } };
