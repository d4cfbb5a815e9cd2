import { ownValue } from '../selection/own-value.ts';
import { type AnswerObject, type AnswerPath, isObject } from './answer.ts';

/** Finds the objects at paths of a plan. Lists in lists are opened, and an object that is there twice is one. */
export type FindObjects = (start: Iterable<AnswerObject>) => ReadonlySet<AnswerObject>;

/** A step of a path: a field, `@` for each item of a list, or nothing; with the types of the objects that it leads to. */
interface PathStep {
  readonly key: string;
  readonly types: ReadonlySet<string> | null;
}

/**
 * Reads paths of a plan, which have keys: `search`, `@`, and with `typeConditionedFetching` of the planner `@|[Event,Idea]`, which is
 * for objects of these types alone.
 * @example [...objectsAt([['list', '@']])([{ list: [a, null, b, a] }])] // [a, b]
 */
export function objectsAt(paths: readonly AnswerPath[]): FindObjects {
  const ways = paths.map((path) => path.map(readStep));
  return (start) => {
    const objects = new Set<AnswerObject>();
    for (const steps of ways) {
      let values: unknown[] = [...start];
      for (const step of steps) values = values.flatMap((value) => valuesAt(value, step));
      for (const value of values) addObjects(value, objects);
    }
    return objects;
  };
}

const CONDITION = '|[';

function readStep(element: string | number): PathStep {
  const text = String(element);
  const at = text.indexOf(CONDITION);
  if (at === -1) return { key: text, types: null };
  const types = text.slice(at + CONDITION.length, -1).split(',');
  return { key: text.slice(0, at), types: new Set(types) };
}

function valuesAt(value: unknown, { key, types }: PathStep): unknown[] {
  if (!isObject(value)) return [];
  const values = key === '' ? [value] : valuesOfKey(value, key);
  return types ? values.filter((one) => isOf(one, types)) : values;
}

function valuesOfKey(value: AnswerObject, key: string): unknown[] {
  if (key === '@') return Array.isArray(value) ? value : [];
  return [ownValue(value, key)];
}

/** An object without a typename is of the type that the plan expects. */
function isOf(value: unknown, types: ReadonlySet<string>): boolean {
  if (!isObject(value)) return false;
  const typename = value['__typename'];
  return typeof typename !== 'string' || types.has(typename);
}

function addObjects(value: unknown, objects: Set<AnswerObject>): void {
  if (Array.isArray(value)) for (const item of value) addObjects(item, objects);
  else if (isObject(value)) objects.add(value);
}
