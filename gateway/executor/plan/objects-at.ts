import { type AnswerObject, isObject, ownValue } from './answer.ts';

/**
 * The objects at a path of a plan, in which `@` stands for each item of a list. Lists in lists are opened, and an object
 * that is there twice is one.
 * @example objectsAt([{ list: [[a, null], [b]] }], ['list', '@', '@']) // Set { a, b }
 */
export function objectsAt(
  start: Iterable<AnswerObject>,
  path: readonly (string | number)[],
): ReadonlySet<AnswerObject> {
  let values: unknown[] = [...start];
  for (const key of path) values = values.flatMap((value) => valuesAt(value, key));
  const objects = new Set<AnswerObject>();
  for (const value of values) addObjects(value, objects);
  return objects;
}

function valuesAt(value: unknown, key: string | number): unknown[] {
  if (!isObject(value)) return [];
  if (key === '@') return Array.isArray(value) ? value : [];
  return [ownValue(value, key)];
}

function addObjects(value: unknown, objects: Set<AnswerObject>): void {
  if (Array.isArray(value)) for (const item of value) addObjects(item, objects);
  else if (isObject(value)) objects.add(value);
}
