import type { AnswerPath } from '../plan/answer.ts';
import type { Failures } from '../plan/failures.ts';
import type { Site } from './site.ts';

/** An error of a place without a value. Its path goes on from the place, or from the object that has it. */
export interface MissingError {
  readonly error: unknown;
  readonly from: 'place' | 'object';
  readonly rest: AnswerPath;
}

/** Why a place has no value: it is null, a row is not there in whose place null may not be, or errors. */
export type Missing = 'null' | 'absent' | readonly MissingError[];

/** What is missing. */
export interface MissingValue {
  readonly holder: object;
  readonly key: string | number;
  /** Undefined where no subgraph answered, which is an error by itself. */
  readonly value: null | undefined;
  readonly nullable: boolean;
  /** The field, as in `Event.venue`. */
  readonly field: string;
}

/**
 * Tells why a place has no value.
 * @example whyMissing(failures, { holder, key: 'venue', value: null, nullable: true, field: 'Event.venue' }) // 'null'
 */
export function whyMissing(failures: Failures, missing: MissingValue): Missing {
  const { holder, key, value, nullable, field } = missing;
  const explanation = failures.at(holder, key);
  if (!explanation) {
    if (value === undefined) return [atPlace(notAnswered(field))];
    return nullable ? 'null' : [atPlace(nullNotAllowed(field))];
  }
  if (explanation.failures.length > 0)
    return explanation.failures.map(({ error, rest }) => ({ error, from: 'place', rest }));
  if (nullable) return 'null';
  const { sibling } = explanation;
  return sibling ? [{ ...sibling, from: 'object' }] : 'absent';
}

/**
 * Tells why an object is of no type that it could have.
 * @returns errors; none where its row is not there
 */
export function whyUntyped(
  failures: Failures,
  object: object,
  wrong: Error,
): readonly MissingError[] {
  const explanation = failures.at(object, '__typename');
  if (!explanation) return [atPlace(wrong)];
  const { failures: own, sibling } = explanation;
  return [...own, ...(sibling ? [sibling] : [])].map((failure) => ({ ...failure, from: 'place' }));
}

/**
 * The path of what is missing, in the client's names.
 * @param path the path of the place without a value
 * @example pathOfMissing({ error, from: 'object', rest: ['body'] }, site, ['idea', 'title']) // ['idea', 'text']
 */
export const pathOfMissing = (
  { from, rest }: MissingError,
  { inner, outer }: Pick<Site, 'inner' | 'outer'>,
  path: AnswerPath,
): AnswerPath =>
  from === 'place'
    ? [...path, ...inner.clientPath(rest)]
    : [...path.slice(0, -1), ...outer.clientPath(rest)];

const atPlace = (error: Error): MissingError => ({ error, from: 'place', rest: [] });

const notAnswered = (field: string): Error => new Error(`No subgraph answered ${field}.`);

/** The error of a null where none may be, in the words of graphql-js. */
export const nullNotAllowed = (field: string): Error =>
  new Error(`Cannot return null for non-nullable field ${field}.`);
