/**
 * A property that an object has itself; undefined where it inherits it, or has none.
 * @example ownValue({ title: 'x' }, 'constructor') // undefined
 */
export const ownValue = (
  object: Readonly<Record<string, unknown>>,
  key: string | number,
): unknown => (Object.hasOwn(object, key) ? object[key] : undefined);
