import { ownValue } from '../selection/own-value.ts';
import { type AnswerObject, type AnswerPath, isObject } from './answer.ts';

/** An error, and the path from the place without a value to the field that failed. */
export interface Failure {
  readonly error: unknown;
  readonly rest: AnswerPath;
}

/** Why there is no value at a key of an object. */
export interface Explanation {
  /** The errors of this place, or of places within it. None where a row is not there, which is no error. */
  readonly failures: readonly Failure[];
  /** The error of a sibling, whose null rose to the object and took this key with it. Its path is from the object. */
  readonly sibling?: Failure;
}

/** Each error is compared with the others of its place, of which an owner may answer thousands. */
const MOST_AT_ONE_PLACE = 10;

/**
 * Why values are missing, by the object (or list) and the key (or index) that has no value. Completion looks here where
 * it meets the null, and nowhere else, so an error costs nothing until then.
 */
export class Failures {
  readonly #explanations = new Map<object, Map<string | number, MutableExplanation>>();
  /** Errors of subgraphs at places that have a value. They belong to the whole answer. */
  readonly unplaced: unknown[] = [];

  /** Why there is no value at a key; undefined where nothing is recorded. */
  at(holder: object, key: string | number): Explanation | undefined {
    return this.#explanations.get(holder)?.get(key);
  }

  /** Records an error of a place. A row that several places share is one object, so the same error may come again. */
  add(holder: object, key: string | number, error: unknown, rest: AnswerPath = []): void {
    const { failures } = this.#explanation(holder, key);
    if (failures.length >= MOST_AT_ONE_PLACE) return;
    if (!failures.some((failure) => failure.error === error)) failures.push({ error, rest });
  }

  /** Records that a null rose from `rest` to the object, and took the value of this key with it. */
  addOfSibling(holder: object, key: string | number, error: unknown, rest: AnswerPath): void {
    this.#explanation(holder, key).sibling ??= { error, rest };
  }

  /** Records that there is no value, and that this is no error: the row is not there. */
  addAbsent(holder: object, key: string | number): void {
    this.#explanation(holder, key);
  }

  /** Records what is known of one key for another key of the same object, which depends on it. */
  copy(holder: object, from: string, to: string): void {
    const source = this.at(holder, from);
    if (!source) return;
    const target = this.#explanation(holder, to);
    for (const { error } of source.failures) this.add(holder, to, error);
    if (source.sibling) target.sibling ??= source.sibling;
  }

  /** Records the error of a subgraph where its path first meets no value. */
  place(start: AnswerObject, path: AnswerPath, error: unknown): void {
    let holder = start;
    for (const [depth, key] of path.entries()) {
      const value = ownValue(holder, key);
      if (value === null || value === undefined)
        return this.add(holder, key, error, path.slice(depth + 1));
      if (!isObject(value)) break;
      holder = value;
    }
    this.unplaced.push(error);
  }

  #explanation(holder: object, key: string | number): MutableExplanation {
    const keys = this.#explanations.get(holder) ?? new Map<string | number, MutableExplanation>();
    this.#explanations.set(holder, keys);
    const explanation = keys.get(key) ?? { failures: [] };
    keys.set(key, explanation);
    return explanation;
  }
}

interface MutableExplanation {
  readonly failures: Failure[];
  sibling?: Failure;
}
