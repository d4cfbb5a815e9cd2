/** The way to a value in an answer, as in the `path` of a GraphQL error: `["_entities", 3, "body"]`. */
export type ResponsePath = readonly (string | number)[];

/**
 * The value at a path; undefined where the path leads nowhere. Inherited properties do not count.
 * @example valueAt({ nodes: [{ id: 'a' }] }, ['nodes', 0, 'id']) // 'a'
 */
export function valueAt(value: unknown, path: ResponsePath): unknown {
  return path.reduce<unknown>(propertyOf, value);
}

/**
 * Writes a value at a path. Every step of the path but the last has to exist already.
 * @example setAt(data, ['nodes', 0], { id: 'a' }) // data.nodes[0] is { id: 'a' }
 */
export function setAt(data: Record<string, unknown>, path: ResponsePath, value: unknown): void {
  const target = valueAt(data, path.slice(0, -1));
  const last = path.at(-1);
  if (Array.isArray(target) && typeof last === 'number') target[last] = value;
  else if (target === data && typeof last === 'string') data[last] = value;
}

/**
 * A deep copy of a JSON value. The gateway writes into every object that it is given, so no object may be given twice.
 * @example copyOf({ tags: ['a'] }) // an equal object with an array of its own
 */
export function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (typeof value !== 'object' || value === null) return value;
  // fromEntries defines a property, where an assignment would run the setter of a key "__proto__".
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copyOf(inner)]));
}

function propertyOf(value: unknown, key: string | number): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string | number, unknown>)[key];
}
