/** A bound on the values of a label that comes from outside: each value is a series for as long as the process runs. */

/**
 * The first values keep their names, and all later ones are one.
 * @example const label = boundedLabel(2); ['a', 'b', 'c', 'a'].map(label) // ['a', 'b', 'other', 'a']
 */
export function boundedLabel(most: number): (value: string) => string {
  const values = new Set<string>();
  return (value) => {
    if (values.size < most) values.add(value);
    return values.has(value) ? value : 'other';
  };
}
